import type { CutWays, Way } from '../cluster/cluster.ts';
import { type NetworkCut, networkCut } from '../cluster/network-cut.ts';
import { isOpen, knock } from '../cluster/try-way.ts';
import { Inconclusive } from '../errors.ts';
import { allDone } from '../lib/all-done.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { countText, listText } from '../lib/words.ts';
import type { Healing } from './healings.ts';
import { type FaultProof, type StepContext, shownBy } from './step.ts';

const healBudgetMs = 10_000;

type Cutting = Pick<StepContext, 'cluster' | 'healings' | 'step' | 'signal' | 'now' | 'record'>;

/** What a way has to show: the packets that were dropped on it, or why it is no cut. */
interface WayProof {
  readonly packets?: number;
  readonly why?: string;
}

/**
 * Cuts each way silently: no packet gets through, on open connections either, and nobody is told. Proven from both
 * sides: before, something came back on every way; afterwards nothing does, and the filter has counted the packets that
 * it dropped. A way that an earlier cut holds already is proven by that one. One proof for each node that filters.
 */
export async function cutWays(asked: CutWays, context: Cutting): Promise<readonly FaultProof[]> {
  const { cluster, healings, step } = context;
  const { ways } = asked;
  const fresh = ways.filter((way) => !cluster.cuts.isCut(way));
  const cut = networkCut(`step_${step}`, ways, cluster);
  const closed = await waysThat(fresh, async (way) => !(await isOpen(way, cluster)));
  if (closed.length > 0) {
    return proofsOf(cut, (way) =>
      closed.includes(way) ? { why: `${text(way)} was silent before it was cut` } : {},
    );
  }
  healings.add(reconnecting(cut, asked, context));
  await cut.load();
  tell('cut-off', asked, context);
  cluster.cuts.add(asked);
  const answered = await waysThat(fresh, (way) => knock(way, cluster));
  // Where the filter is not there, nothing was dropped.
  const dropped = await cut.dropped().catch(() => new Map<Way, number>());
  return proofsOf(cut, (way) => {
    const packets = dropped.get(way) ?? 0;
    if (answered.includes(way)) return { packets, why: `${text(way)} still gets an answer` };
    if (packets === 0 && fresh.includes(way))
      return { packets, why: `no packet of ${text(way)} was dropped` };
    return { packets };
  });
}

/** For the nodes that the scenario names, and that no other cut does. */
function tell(event: 'cut-off' | 'connected', { nodes }: CutWays, { cluster, record, now }: Cutting): void {
  for (const node of nodes.filter((name) => !cluster.cuts.isNamed(name))) {
    record({ type: 'node', time: now(), node, event });
  }
}

async function waysThat(ways: readonly Way[], isSo: (way: Way) => Promise<boolean>): Promise<readonly Way[]> {
  const found = await allDone(ways.map(async (way) => ((await isSo(way)) ? [way] : [])));
  return found.flat();
}

function text({ from, to }: Way): string {
  return `${from} to ${to}`;
}

function proofsOf(cut: NetworkCut, proofOf: (way: Way) => WayProof): readonly FaultProof[] {
  return [...cut.byNode()].map(([{ name }, own]) => {
    const ways = own.map((way) => ({ ...way, ...proofOf(way) }));
    return shownBy(name, { proof: { ways }, why: ways.find((way) => way.why !== undefined)?.why ?? null });
  });
}

function reconnecting(cut: NetworkCut, asked: CutWays, context: Cutting): Healing {
  const { cuts } = context.cluster;
  const { ways, nodes } = asked;
  let isDone = false;
  return {
    text: `connect ${listText(nodes)} again`,
    nodes,
    isDue: () => !isDone,
    async work() {
      isDone = true;
      const dropped = await cut.dropped().catch(() => {
        throw new Inconclusive(`the cut of ${listText(nodes)} was gone before it was healed`);
      });
      await cut.remove();
      cuts.delete(asked);
      tell('connected', asked, context);
      await waitUntilOpen(ways, context);
      const packets = [...dropped.values()].reduce((sum, each) => sum + each, 0);
      return `${countText(packets, 'packet')} dropped meanwhile, every way is open again`;
    },
  };
}

/** Those that another cut does not hold. */
async function waitUntilOpen(ways: readonly Way[], { cluster, signal }: Cutting): Promise<void> {
  await waitUntil<void>({
    what: 'an answer on every way that was cut',
    budgetMs: healBudgetMs,
    signal,
    look: async () => {
      const own = ways.filter((way) => !cluster.cuts.isCut(way));
      const closed = await waysThat(own, async (way) => !(await isOpen(way, cluster)));
      return closed.length === 0 ? { done: undefined } : { seen: `silent: ${closed.map(text).join('; ')}` };
    },
  });
}
