import type { FileOwner } from '../../system.ts';
import { brokerKeyOfAny } from '../distribution/config-keys/index.ts';
import { metadataOf } from '../layout.ts';
import type { KafkaCluster } from '../schema.ts';
import type { WrittenSetting } from './form.ts';

/**
 * Settings by which the active controller decides, from its own file (ReplicationControlManager,
 * ConfigurationControlManager): what a broker's file says of them does not reach it.
 */
const decidedByControllers = [
  'min.insync.replicas',
  'unclean.leader.election.enable',
  'auto.leader.rebalance.enable',
];

/** Which nodes a file is for: `process.roles` and `node.id` tell, or `broker.id`. */
export function ownerOf(settings: readonly WrittenSetting[], cluster: KafkaCluster): FileOwner {
  const roles = metadataOf(cluster) === 'kraft' ? rolesIn(settings) : ['broker'];
  const id = settings.findLast(({ key, value }) => /^(node|broker)\.id$/.test(key) && /^\d+$/.test(value));
  return {
    roles,
    id: id ? Number(id.value) : null,
    line: id?.line ?? 1,
    implied: roles.includes('controller') ? decidedByControllers.flatMap(withDefault) : [],
  };
}

/** The roles that a file gives its node; none when it does not say, or is for ZooKeeper. */
export function rolesIn(settings: readonly WrittenSetting[]): readonly string[] {
  const written = settings.findLast(({ key }) => key === 'process.roles')?.value ?? '';
  return written
    .split(',')
    .map((role) => role.trim())
    .filter(Boolean);
}

function withDefault(key: string): FileOwner['implied'] {
  const value = brokerKeyOfAny(key)?.default;
  return value === undefined ? [] : [{ key, value }];
}
