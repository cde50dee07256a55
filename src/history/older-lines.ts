import type { HistoryEvent } from './event.ts';

/** Lines of older versions as they are written now, so that nobody who judges has to know how they once were. */
export function asWrittenNow(event: HistoryEvent): HistoryEvent {
  if (event.type !== 'broker-log' || event.kind !== 'leading' || event.epoch !== undefined) return event;
  // Version 0.1 left the epoch in Kafka's own line.
  const epoch = /leader epoch (\d+)/.exec(event.line)?.[1];
  return epoch === undefined ? event : { ...event, epoch: Number(epoch) };
}
