import { expect, test } from 'vitest';
import { sessionExpiredIn } from './broker.ts';

const exiting =
  '[2026-11-22 02:54:16,505] ERROR Exiting Kafka due to fatal exception during startup. (kafka.Kafka$)';
const expired =
  'org.apache.zookeeper.KeeperException$SessionExpiredException: KeeperErrorCode = Session expired for /log_dir_event_notification';
const taken =
  'org.apache.zookeeper.KeeperException$NodeExistsException: KeeperErrorCode = NodeExists for /brokers/ids/1';

test('a broker that died of an expired ZooKeeper session while it started is excused', () => {
  expect(sessionExpiredIn(['[2026-11-22 02:54:16,129] INFO Session expired.', exiting, expired])).toContain(
    'ZooKeeper session expired',
  );
});

test('a broker that died of something else is not, even when a session had expired before', () => {
  expect(sessionExpiredIn([exiting, taken])).toBeUndefined();
  expect(sessionExpiredIn([expired, exiting, taken])).toBeUndefined();
});

test('a broker that only told of an expired session is not', () => {
  expect(sessionExpiredIn([expired])).toBeUndefined();
});
