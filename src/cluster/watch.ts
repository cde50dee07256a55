import type { TimedRecord } from '../history/recorder.ts';
import { systemClock } from '../lib/clock.ts';
import { unlessAborted } from '../lib/wait-until.ts';
import type { PartitionState } from '../systems/system.ts';
import type { Cluster, Node } from './cluster.ts';
import { OutputTail } from './output-tail.ts';
import { stateEvent } from './state-event.ts';
import { clockWatcher } from './watch-clock.ts';
import { followSight } from './watch-sight.ts';

const pollMs = 50;

export interface WatchOptions extends TimedRecord {
  readonly cluster: Cluster;
}

/** Records every change of leader, ISR and epoch, and every line of the brokers that is evidence. Ends when disposed. */
export function watchCluster({ cluster, now, record }: WatchOptions): AsyncDisposable {
  const stop = new AbortController();
  const logs = logWatcher({ cluster, now, record });
  const states = stateWatcher({ now, record });
  const sight = followSight({ now, record });
  const clock = clockWatcher({ now, record });
  const canBeTold = () => cluster.askable().length > 0;
  const look = (withEnds: boolean) =>
    unlessAborted(cluster.partitions(stop.signal, { withEnds }), stop.signal).catch(() => []);
  // Apart, because a broker that hangs must not hold up the reading of what the others say.
  const watching = Promise.all([
    repeatUntil(stop.signal, async () => {
      logs();
      clock();
    }),
    repeatUntil(stop.signal, async () => {
      // The ends are asked for only when there is something to record: they took 7 % of a producer's rate.
      const since = now();
      const seen = await look(false);
      // Stopped in the middle of a look, it has seen nothing because nobody asks any more.
      if (!stop.signal.aborted) sight.look({ sees: seen.length > 0, canBeTold: canBeTold(), since });
      if (states.areNews(seen)) states.record(await look(true));
    }),
  ]);
  // Told where the watch is disposed of: nobody listens before.
  watching.catch(() => undefined);
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
      sight.end();
      logs();
    },
  };
}

async function repeatUntil(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work();
    await systemClock.sleep(pollMs, signal).catch(() => undefined);
  }
}

function stateWatcher({ now, record }: TimedRecord) {
  const last = new Map<string, string>();
  const isNew = (state: PartitionState) => last.get(state.partition) !== judgedOf(state);
  return {
    areNews: (states: readonly PartitionState[]) => states.some(isNew),
    record(states: readonly PartitionState[]): void {
      for (const state of states.filter(isNew)) {
        last.set(state.partition, judgedOf(state));
        record(stateEvent(state, now()));
      }
    },
  };
}

/** All but the end, which grows with every record. */
function judgedOf({ end: _, ...judged }: PartitionState): string {
  return JSON.stringify(judged);
}

function logWatcher({ cluster, now, record }: WatchOptions): () => void {
  const warned = new Set<string>();
  const followed = new Map<Node, Followed>();
  const tell = (node: Node, lines: readonly string[]) => {
    for (const line of lines) {
      const classified = cluster.system.classify(line);
      if (classified) record({ type: 'broker-log', time: now(), node: node.name, line, ...classified });
    }
    if (lines.length > 0) warnOnce({ cluster, now, record }, node, warned);
  };
  return () => {
    for (const node of cluster.nodes) {
      const file = node.process?.outputFile;
      const before = followed.get(node);
      if (before) tell(node, newLines(before));
      if (file === undefined || file === before?.file) continue;
      const start = { file, tail: new OutputTail(file), told: 0 };
      followed.set(node, start);
      tell(node, newLines(start));
    }
  };
}

/** One start's output, by a tail of its own: the node's moves on to the next start, which may be before the last lines are read. */
interface Followed {
  readonly file: string;
  readonly tail: OutputTail;
  told: number;
}

function newLines(start: Followed): readonly string[] {
  const lines = start.tail.lines().slice(start.told);
  start.told += lines.length;
  return lines;
}

function warnOnce({ cluster, now, record }: WatchOptions, node: Node, warned: Set<string>): void {
  if (node.state !== 'running' || warned.has(node.name)) return;
  warned.add(node.name);
  for (const text of cluster.system.outputWarnings(cluster.plan, node.name, node.lines())) {
    record({ type: 'warning', time: now(), text });
  }
}
