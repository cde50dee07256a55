import { type Plan, standingNodes } from '../../plan.ts';
import { defineEvidence } from '../define.ts';

/** A fault that did nothing would let any system pass. */
export const faultHappened = defineEvidence({
  name: 'fault-happened',
  summary: 'every fault proved that it happened, on every node that it names',
  ignoresOps: true,
  start(plan) {
    const proven = new Map<number | null, Set<string>>();
    const ended = new Map<number | null, string>();
    const reasons: string[] = [];
    return {
      on(event) {
        if (event.type === 'step' && event.kind === 'fault' && event.event === 'ended') {
          ended.set(event.index, event.text);
        }
        if (event.type !== 'fault') return;
        proven.set(event.step, (proven.get(event.step) ?? new Set()).add(event.node));
        if (event.happened) return;
        const { why = `it did not happen (${JSON.stringify(event.proof)})` } = event.proof;
        reasons.push(`${event.fault} ${event.node}: ${why}, so the run proves nothing`);
      },
      end() {
        const silent = [...ended].flatMap(([index, text]) => {
          const nodes = proven.get(index);
          if (!nodes) return [`${text}: the history holds no proof of it`];
          const missing = nodesAsked(plan.stored(), index).filter((node) => !nodes.has(node));
          return missing.map((node) => `${text}: the history holds no proof of it for ${node}`);
        });
        return [...reasons, ...silent];
      },
    };
  },
});

/** The nodes that the plan names for a step, as far as it alone tells who they are: who leads is seen only in the run. */
function nodesAsked(plan: Plan | undefined, index: number | null): readonly string[] {
  const args = index === null ? undefined : plan?.steps[index]?.args;
  const targets: unknown = typeof args === 'object' && args !== null ? Reflect.get(args, 'nodes') : undefined;
  if (!plan || !Array.isArray(targets)) return [];
  return targets.flatMap((target) => {
    const meant = standingNodes(plan.nodes, target) ?? plan.nodes.filter(({ name }) => name === target);
    return meant.map(({ name }) => name);
  });
}
