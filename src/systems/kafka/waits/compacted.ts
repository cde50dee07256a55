import type { Node } from '../../../cluster/cluster.ts';
import { offsetArg } from '../../../steps/nodes.ts';
import { definePolledWait } from '../../../steps/polled-wait.ts';
import type { StepContext } from '../../../steps/step.ts';

/** Each replica compacts on its own, and only its output tells how far it came; the active segment is never compacted. */
export const compacted = definePolledWait({
  name: 'compacted',
  summary: "Every running replica's current start has compacted the partition up to this offset",
  schema: offsetArg,
  example: 'wait: { compacted: 20 }',
  rules: () => undefined,
  describe: (wanted) => `wait for a compaction up to offset ${wanted}`,
  looks(wanted, context) {
    const nodes = context.cluster.replicas(context.partition());
    return async () => {
      const running = nodes.filter(({ state }) => state === 'running');
      const seen = running.map((node) => `${node.name} ${compactedTo(node, context)}`).join(', ');
      const isDone = running.every((node) => compactedTo(node, context) >= wanted);
      return isDone && running.length > 0 ? { done: seen } : { seen: seen || 'no replica runs' };
    };
  },
});

function compactedTo(node: Node, { cluster, partition }: StepContext): number {
  const told = node.lines().map((line) => cluster.system.classify(line));
  return told.reduce((highest, line) => {
    const isIt = line?.kind === 'compacted' && line.partition === partition();
    return isIt ? Math.max(highest, line.offset ?? 0) : highest;
  }, 0);
}
