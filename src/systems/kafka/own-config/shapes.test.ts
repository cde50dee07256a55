import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseScenario, planScenario } from '../../../scenario/index.ts';

// Shapes of real files, written anew: Kafka's own, packages, operators, container images, printed ones.
const folder = join(import.meta.dirname, 'fixtures');

/** The name, what of it holds, and why the rest is left out; on Kafka 3.9.1, with ZooKeeper where the file has it. */
const shapes: readonly (readonly [file: string, holds: string, groups: string])[] = [
  [
    'bitnami.env',
    'min.insync.replicas=2 log.flush.interval.messages=1',
    'not known to Kafka; security; set by fsync-lab',
  ],
  ['byte-order-mark.properties', 'min.insync.replicas=2', 'set by fsync-lab'],
  [
    'compacting.properties',
    'log.cleanup.policy=compact,delete log.cleaner.threads=2 log.cleaner.min.cleanable.ratio=0.1 log.cleaner.delete.retention.ms=1000 compression.type=zstd',
    'memory',
  ],
  [
    'compose.env',
    'min.insync.replicas=2 unclean.leader.election.enable=true',
    'other products; security; set by fsync-lab',
  ],
  [
    'confluent-server.properties',
    'min.insync.replicas=2 default.replication.factor=3',
    'metrics; other products; set by fsync-lab',
  ],
  ['connection-limits.properties', 'queued.max.requests=500', 'connection limits; listeners'],
  ['continuations.properties', 'log.cleanup.policy=delete min.insync.replicas=2', 'security'],
  [
    'cruise-control.properties',
    'auto.leader.rebalance.enable=false num.replica.fetchers=4',
    'metrics; other products',
  ],
  ['described.txt', 'min.insync.replicas=2 log.cleaner.threads=2', ''],
  [
    'durable.properties',
    'min.insync.replicas=2 log.flush.interval.messages=1 unclean.leader.election.enable=false default.replication.factor=3',
    'not known to Kafka; set by fsync-lab',
  ],
  ['exports.sh', 'broker.rack=west 1 min.insync.replicas=2', 'not known to Kafka'],
  ['includes.properties', 'min.insync.replicas=2', 'not known to Kafka; set by fsync-lab'],
  [
    'kafka-4-dynamic-quorum.properties',
    'min.insync.replicas=2',
    'of another version of Kafka; set by fsync-lab',
  ],
  [
    'kraft-broker.properties',
    'controller.quorum.fetch.timeout.ms=3000 log.retention.bytes=1073741824 unclean.leader.election.enable=true',
    'set by fsync-lab',
  ],
  ['kraft-combined.properties', 'num.partitions=3 min.insync.replicas=2', 'set by fsync-lab'],
  [
    'kraft-controller.properties',
    'min.insync.replicas=2 metadata.log.max.snapshot.interval.ms=3600000',
    'set by fsync-lab',
  ],
  [
    'kraft-sasl-ssl-authorizer.properties',
    'min.insync.replicas=2 log.flush.interval.messages=10000',
    'security; set by fsync-lab',
  ],
  ['metrics.properties', 'replica.fetch.max.bytes=1048576', 'metrics; secrets; set by fsync-lab'],
  [
    'migration-broker.properties',
    'inter.broker.protocol.version=3.9 min.insync.replicas=2',
    'set by fsync-lab; the migration from ZooKeeper',
  ],
  ['non-ascii.properties', 'broker.rack=Zürich min.insync.replicas=2', ''],
  ['oauth-listeners.properties', 'replica.lag.time.max.ms=10000', 'security; set by fsync-lab'],
  [
    'operator-rendered.properties',
    'broker.rack=zone-a message.max.bytes=2097152 min.insync.replicas=2',
    'config providers; security; set by fsync-lab',
  ],
  [
    'pem-in-the-file.properties',
    'default.replication.factor=3 min.insync.replicas=2',
    'not known to Kafka; secrets; security; set by fsync-lab',
  ],
  [
    'policies.properties',
    'auto.create.topics.enable=false',
    'classes that are not here; interceptors; set by fsync-lab',
  ],
  ['quotas.properties', 'num.io.threads=16', 'quotas; set by fsync-lab'],
  [
    'rack-aware.properties',
    'broker.rack=az-3 replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector min.insync.replicas=2',
    'set by fsync-lab',
  ],
  ['repeated.properties', 'min.insync.replicas=2', 'set by fsync-lab'],
  [
    'rolling-upgrade.properties',
    'inter.broker.protocol.version=2.8 log.message.format.version=2.8 min.insync.replicas=2',
    '',
  ],
  [
    'spaces-and-colons.properties',
    'min.insync.replicas=2 log.retention.minutes=1440 num.partitions=12',
    'set by fsync-lab',
  ],
  [
    'start-up-log.txt',
    'auto.leader.rebalance.enable=true log.cleanup.policy=compact,delete log.flush.interval.messages=9223372036854775807 min.insync.replicas=2 unclean.leader.election.enable=false',
    'metrics; security; set by fsync-lab',
  ],
  ['tiered.properties', 'min.insync.replicas=2', 'remote storage; set by fsync-lab'],
  [
    'time-outs.properties',
    'zookeeper.session.timeout.ms=30000 replica.lag.time.max.ms=30000 controlled.shutdown.enable=true request.timeout.ms=30000 log.flush.offset.checkpoint.interval.ms=60000',
    '',
  ],
  ['two-disks-crlf.properties', 'min.insync.replicas=2 log.flush.interval.ms=1000', 'set by fsync-lab'],
  [
    'zookeeper-plain.properties',
    'num.network.threads=3 num.io.threads=8 socket.send.buffer.bytes=102400 num.partitions=1 num.recovery.threads.per.data.dir=1 offsets.topic.replication.factor=1 transaction.state.log.replication.factor=1 log.retention.hours=168 log.retention.check.interval.ms=300000 zookeeper.connection.timeout.ms=18000 group.initial.rebalance.delay.ms=0',
    'set by fsync-lab',
  ],
  ['zookeeper-ssl.properties', 'min.insync.replicas=2', 'security; set by fsync-lab'],
];

function planOf(file: string) {
  const metadata = /zookeeper|time-outs|rolling|migration/.test(file) ? 'zookeeper' : 'kraft';
  const scenario = `title: A
cluster: { kafka: "3.9.1", metadata: ${metadata} }
topic: { name: t1 }
steps: [{ kill: broker-1 }]
`;
  return planScenario(parseScenario(scenario, 'a.yaml'), { config: [join(folder, file)] });
}

test('there are thirty shapes and more, and each file is one', () => {
  expect(shapes.length).toBeGreaterThanOrEqual(30);
  expect(shapes.map(([file]) => file)).toEqual(readdirSync(folder).sort());
});

test.each(shapes)('%s ends in a plan in which these hold: %s', (file, holds, groups) => {
  const { cluster, leftOut = [] } = planOf(file);
  const config = Object.entries(cluster.config as Readonly<Record<string, string>>);
  expect(config.map(([key, value]) => `${key}=${value}`).join(' ')).toBe(holds);
  const told = new Set(leftOut.map(({ group }) => group.replace(/ \(.*/, '')));
  expect([...told].sort().join('; ')).toBe(groups);
});

test('no secret that stands in them is in a plan, wherever it stood', () => {
  const plans = shapes.map(([file]) => JSON.stringify(planOf(file)));
  const planted = shapes.filter(([file]) => readFileSync(join(folder, file), 'utf8').includes('Secret-'));
  expect(planted.length).toBeGreaterThanOrEqual(8);
  expect(plans.filter((plan) => plan.includes('Secret-'))).toEqual([]);
});

test('what a file is read as, a key given twice and an include are told', () => {
  const notes = (file: string) => planOf(file).warnings.join('\n');
  expect(notes('start-up-log.txt')).toContain("read as a broker's start-up log");
  expect(notes('described.txt')).toContain('read as the output of kafka-configs --describe');
  expect(notes('compose.env')).toContain('read as an environment file');
  expect(notes('repeated.properties')).toContain('min.insync.replicas is given 2 times, in lines 1, 3');
  expect(notes('includes.properties')).toContain('line 1: Kafka knows no include');
  expect(notes('pem-in-the-file.properties')).not.toContain('MIIE');
});
