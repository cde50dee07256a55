import { expect, test } from 'vitest';
import { sessionExpiredIn } from './broker.ts';

test('a broker that died of an expired ZooKeeper session while it started is excused', () => {
  const lines = [
    '[2026-11-22 02:54:16,129] INFO [ZooKeeperClient Kafka server] Session expired. (kafka.zookeeper.ZooKeeperClient)',
    '[2026-11-22 02:54:16,140] ERROR Fatal error during KafkaServer startup. Prepare to shutdown (kafka.server.KafkaServer)',
    'org.apache.zookeeper.KeeperException$SessionExpiredException: KeeperErrorCode = Session expired for /log_dir_event_notification',
  ];
  expect(sessionExpiredIn(lines)).toContain('ZooKeeper session expired');
});

test('a broker that died of something else is not', () => {
  const taken =
    'org.apache.zookeeper.KeeperException$NodeExistsException: KeeperErrorCode = NodeExists for /brokers/ids/1';
  expect(sessionExpiredIn([taken])).toBeUndefined();
});
