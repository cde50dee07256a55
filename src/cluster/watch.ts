import type { HistoryEvent } from '../history/event.ts';
import { systemClock } from '../lib/clock.ts';
import { unlessAborted } from '../lib/unless-aborted.ts';
import type { PartitionState } from '../systems/system.ts';
import type { Cluster, Node } from './cluster.ts';

const pollMs = 50;

export interface WatchOptions {
  readonly cluster: Cluster;
  readonly now: () => number;
  readonly record: (event: HistoryEvent) => void;
}

/** Records every change of leader, ISR and epoch, and every line of the brokers that is evidence. Ends when disposed. */
export function watchCluster({ cluster, now, record }: WatchOptions): AsyncDisposable {
  const stop = new AbortController();
  const logs = logWatcher({ cluster, now, record });
  const states = stateWatcher({ now, record });
  const watching = (async () => {
    while (!stop.signal.aborted) {
      logs();
      states(await unlessAborted(cluster.partitions(stop.signal), stop.signal).catch(() => []));
      await systemClock.sleep(pollMs, stop.signal).catch(() => undefined);
    }
    logs();
  })();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
    },
  };
}

type Recording = Pick<WatchOptions, 'now' | 'record'>;

function stateWatcher({ now, record }: Recording): (states: readonly PartitionState[]) => void {
  const last = new Map<string, string>();
  return (states) => {
    for (const state of states) {
      const { end: _, ...judged } = state;
      const seen = JSON.stringify(judged);
      if (last.get(state.partition) === seen) continue;
      last.set(state.partition, seen);
      record(stateEvent(state, now()));
    }
  };
}

/** A partition's state as a line of the history. */
export function stateEvent(state: PartitionState, time: number): HistoryEvent {
  const { partition, leader, isr, epoch, end, elr, lastKnownElr } = state;
  return {
    type: 'state',
    time,
    partition,
    leader,
    isr: [...isr],
    epoch,
    end,
    ...(elr ? { elr: [...elr] } : {}),
    ...(lastKnownElr ? { lastKnownElr: [...lastKnownElr] } : {}),
  };
}

function logWatcher({ cluster, now, record }: WatchOptions): () => void {
  const warned = new Set<string>();
  const read = new Map<Node, { pid: number; lines: number }>();
  return () => {
    for (const node of cluster.nodes) {
      const pid = node.process?.pid ?? 0;
      const before = read.get(node);
      const from = before?.pid === pid ? before.lines : 0;
      const lines = node.lines();
      read.set(node, { pid, lines: lines.length });
      for (const line of lines.slice(from)) {
        const classified = cluster.system.classify(line);
        if (classified) record({ type: 'broker-log', time: now(), node: node.name, line, ...classified });
      }
      if (lines.length > from) warnOnce({ cluster, now, record }, node, warned);
    }
  };
}

function warnOnce({ cluster, now, record }: WatchOptions, node: Node, warned: Set<string>): void {
  if (node.state !== 'running' || warned.has(node.name)) return;
  warned.add(node.name);
  for (const text of cluster.system.outputWarnings(cluster.plan, node.name, node.lines())) {
    record({ type: 'warning', time: now(), text });
  }
}
