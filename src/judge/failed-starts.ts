import type { EventOf } from '../history/event.ts';
import type { RunEvents } from './run-events.ts';

/** A node that ran, and at the end did not start again: a finding of its own, whatever became of the data. */
export interface FailedStart {
  readonly node: string;
  /** What ended it, in the words of its own output. */
  readonly why: string;
  /** What is known to bring it up again; null when nothing is. */
  readonly remedy: string | null;
}

/** The nodes whose last start of the run ended before it was ready. */
export function failedStarts({
  nodes,
  nodeEnds,
}: Pick<RunEvents, 'nodes' | 'nodeEnds'>): readonly FailedStart[] {
  const died = [...nodeEnds].flatMap(([node, end]) => (end === 'died' ? [node] : []));
  return died.flatMap((node) => {
    const events = nodes.filter((event) => event.node === node);
    const start = events.findLastIndex(({ event }) => event === 'started');
    const exit = events.slice(start).find(({ event }) => event === 'exited');
    const isReady = events.slice(start).some(({ event }) => event === 'ready');
    const hasRun = events.slice(0, start).some(({ event }) => event === 'ready');
    if (!exit || isReady || !hasRun) return [];
    return [{ node, why: exit.trouble ?? exitText(exit), remedy: exit.remedy ?? null }];
  });
}

function exitText({ code, signal }: EventOf<'node'>): string {
  return signal ? `it ended with ${signal}` : `it ended with exit code ${code ?? 'unknown'}`;
}
