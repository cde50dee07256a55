import type { RunEvents } from '../../judge/run-events.ts';

/** What a node did for a while. */
export type LaneState = 'starting' | 'up' | 'paused' | 'cut-off' | 'dead';

/** A stretch of time on a lane, in ms since the run began. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One node's life: what its process did, and when it led the partition and was in its ISR. */
export interface Lane {
  readonly node: string;
  readonly states: readonly (Stretch & { readonly state: LaneState })[];
  readonly leads: readonly Stretch[];
  readonly inIsr: readonly Stretch[];
}

/** A lane a node, in the order of the plan; leader and ISR are those of the first partition that was watched. */
export function lanesOf(events: RunEvents): readonly Lane[] {
  const planned = events.plan?.nodes.map(({ name }) => name) ?? [];
  const names = [...new Set([...planned, ...events.nodes.map(({ node }) => node)])];
  const states = events.states.filter(({ partition }) => partition === watchedPartition(events));
  const seen = (holds: (state: RunEvents['states'][number]) => boolean) =>
    stretches(
      states.map((state) => ({ time: state.time, is: holds(state) })),
      events.durationMs,
    );
  return names.map((node) => ({
    node,
    states: nodeStates(events, node),
    leads: seen(({ leader }) => leader === node),
    inIsr: seen(({ isr }) => isr.includes(node)),
  }));
}

/** The partition whose leader and ISR the lanes show. */
function watchedPartition({ states }: Pick<RunEvents, 'states'>): string | undefined {
  return states[0]?.partition;
}

const after = { started: 'starting', ready: 'up', paused: 'paused', resumed: 'up', exited: 'dead' } as const;

function nodeStates({ nodes, durationMs }: RunEvents, name: string): Lane['states'] {
  const changes = nodes.filter(({ node, event }) => node === name && event !== 'placed').map(stateAfter());
  return changes
    .map(({ time, state }, index) => ({ from: time, to: changes[index + 1]?.time ?? durationMs, state }))
    .filter((stretch): stretch is Stretch & { state: LaneState } => stretch.state !== undefined)
    .filter(({ from, to }) => to > from);
}

/** Of a node that is cut off it shows only while its process is up; undefined before its first start. */
function stateAfter() {
  let life: LaneState | undefined;
  let isCutOff = false;
  return ({ time, event }: RunEvents['nodes'][number]) => {
    if (event === 'cut-off' || event === 'connected') isCutOff = event === 'cut-off';
    else if (event !== 'placed') life = after[event];
    return { time, state: isCutOff && life === 'up' ? ('cut-off' as const) : life };
  };
}

/** Where something held, from one look to the next; what was seen at once again goes on. */
function stretches(looks: readonly { time: number; is: boolean }[], end: number): readonly Stretch[] {
  const found: { from: number; to: number }[] = [];
  for (const [index, { time, is }] of looks.entries()) {
    if (!is) continue;
    const to = looks[index + 1]?.time ?? end;
    const last = found.at(-1);
    if (last?.to === time) last.to = to;
    else found.push({ from: time, to });
  }
  return found;
}
