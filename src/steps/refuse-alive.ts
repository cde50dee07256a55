import type { Node } from '../cluster/cluster.ts';
import type { FaultProof } from './step.ts';

/** A process keeps its own view of its files: changing them under it would prove nothing, paused or not. */
export function refuseAlive(node: Node): FaultProof | undefined {
  if (node.state === 'new' || node.state === 'stopped') return undefined;
  const why = `it is ${node.state}; only the files of a stopped node are changed`;
  return { node: node.name, happened: false, proof: { state: node.state }, why };
}
