import { type Cluster, metadataFirst, type Node } from '../cluster/cluster.ts';
import { Unmet } from '../errors.ts';

const isDown = ({ state }: Node) => state === 'stopped' || state === 'new';

/**
 * While something is awaited nobody starts a node: what needs one that is down can't come, however long one waits. Its
 * machine is asked first: one that was removed does not answer, and that is what ended the run then.
 */
export async function refuseDown(what: string, nodes: readonly Node[]): Promise<void> {
  const down = nodes.find(isDown);
  if (!down) return;
  await down.machine.stat(down.machine.folder);
  const why = down.state === 'new' ? 'was never started' : 'is down';
  throw new Unmet(`${what}: can't come, as ${down.name} ${why}`, { down: down.name });
}

/** The same of a group of which one would do: who serves the metadata, who answers a client. */
export async function refuseAllDown(what: string, nodes: readonly Node[]): Promise<void> {
  if (nodes.length > 0 && nodes.every(isDown)) await refuseDown(what, nodes);
}

/** Whoever keeps the metadata; in a cluster whose brokers do it themselves, these. */
export function metadataKeepers({ nodes }: Cluster): readonly Node[] {
  const [keepers] = metadataFirst(nodes);
  return keepers.length > 0 ? keepers : nodes;
}
