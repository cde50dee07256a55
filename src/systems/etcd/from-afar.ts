import type { EtcdCluster } from './schema.ts';

/** Of etcd's many flags those that an experiment turns: others name files, addresses and certificates. */
const safe = new Set([
  'unsafe-no-fsync',
  'snapshot-count',
  'snapshot-catchup-entries',
  'experimental-snapshot-catchup-entries',
  'heartbeat-interval',
  'election-timeout',
  'initial-election-tick-advance',
  'pre-vote',
  'strict-reconfig-check',
  'quota-backend-bytes',
  'max-snapshots',
  'max-wals',
  'max-txn-ops',
  'max-request-bytes',
  'auto-compaction-mode',
  'auto-compaction-retention',
  'backend-batch-interval',
  'backend-batch-limit',
  'backend-bbolt-freelist-type',
  'log-level',
]);

/** Flags that a scenario from another machine may not have. */
export function unsafeEtcdFlags({ flags }: EtcdCluster): readonly string[] {
  return Object.keys(flags)
    .filter((flag) => !safe.has(flag))
    .map((flag) => `'${flag}' is not among the flags that are known to be safe`);
}
