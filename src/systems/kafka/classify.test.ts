import { expect, test } from 'vitest';
import { classifyLine } from './classify.ts';

test.each([
  [
    '[2026-11-27 17:40:15,123] INFO Log for partition t1-0 is renamed to /d/broker-1/disk/data/t1-0.85b0e9f1e0c84d8c-delete and is scheduled for deletion (kafka.log.LogManager)',
    { kind: 'replica-deleted', partition: 't1-0' },
  ],
  [
    '[2026-11-27 15:26:22,415] INFO [UnifiedLog partition=t1-0, dir=/d/broker-1/disk/data] Incremented log start offset to 10 due to segment deletion (kafka.log.UnifiedLog)',
    { kind: 'expired', partition: 't1-0', offset: 10 },
  ],
  [
    '[2026-11-27 15:25:43,847] INFO [UnifiedLog partition=t1-0, dir=/d/broker-2/disk/data] Incremented log start offset to 10 due to leader offset increment (org.apache.kafka.storage.internals.log.UnifiedLog)',
    null,
  ],
  [
    '[2026-11-27 15:26:22,415] INFO [UnifiedLog partition=t1-0, dir=/d/broker-1/disk/data] Incremented log start offset to 4 due to client delete records request (kafka.log.UnifiedLog)',
    { kind: 'deleted', partition: 't1-0', offset: 4 },
  ],
  [
    '\tLog cleaner thread 0 cleaned log t1-0 (dirty section = [3, 10])',
    { kind: 'compacted', partition: 't1-0', offset: 10 },
  ],
  [
    '[2026-11-21 22:40:15,123] INFO [Log partition=topic1-0, dir=/d/broker-3/data] Truncating to offset 9 (kafka.log.UnifiedLog)',
    { kind: 'truncating', partition: 'topic1-0', offset: 9 },
  ],
  [
    '[2026-11-21 22:40:15,123] WARN [LogLoader partition=topic1-0, dir=/d/broker-2/data] Corruption found in segment 0, truncating to offset 9 (kafka.log.LogLoader)',
    { kind: 'corruption', partition: 'topic1-0', offset: 9 },
  ],
  [
    '[2026-11-21 22:40:15,123] INFO [Broker id=2] Leader topic1-0 with topic id Some(abc) starts at leader epoch 2 from offset 9 with partition epoch 4, high watermark 9, ISR [2], adding replicas [] and removing replicas [] (under-min-isr). (state.change.logger)',
    { kind: 'leading', partition: 'topic1-0', offset: 9, epoch: 2 },
  ],
  [
    '[2026-11-21 22:40:15,123] INFO [Partition topic1-0 broker=2] ISR updated to 2,1  and version updated to 5 (kafka.cluster.Partition)',
    { kind: 'isr', partition: 'topic1-0' },
  ],
  [
    '[2026-11-22 00:24:58,444] INFO [QuorumController id=101] UNCLEAN partition change for topic1-0 with topic ID QuwCz5vgTSWQIbPUWmcvqg: isr: [] -> [3], leader: -1 -> 3, leaderRecoveryState: RECOVERED -> RECOVERING, leaderEpoch: 3 -> 4, lastKnownElr: [3] -> [], partitionEpoch: 5 -> 6 (org.apache.kafka.controller.ReplicationControlManager)',
    { kind: 'unclean-election', partition: 'topic1-0' },
  ],
  ['[2026-11-21 22:40:15,123] INFO starting (kafka.server.KafkaServer)', null],
  [
    '[2026-11-21 22:40:15,123] INFO [Log partition=topic1-0, dir=/d] Truncating to 0 has no effect as the largest offset in the log is -1 (kafka.log.UnifiedLog)',
    null,
  ],
])('%s', (line, expected) => {
  expect(classifyLine(line)).toEqual(expected);
});
