import type { EventOf, HistoryEvent } from '../history/event.ts';
import { type RecordDigest, startRecordDigest } from '../lib/record-digest.ts';
import type { PlanFollower } from './partitions.ts';

/** What the final read of a partition returned, as little of it as a replica's log can be held against. */
export interface ReadContent {
  readonly records: number;
  /** Of (offset, value) of all of them, as in a `log` line. */
  readonly digest: string;
  /** The high watermark that it reached. */
  readonly to: number;
  /** Whether the read has a newer record with the key of this value: kept only where the topic is compacted. */
  isSuperseded(offset: number, value: string): boolean;
}

interface Reading {
  readonly digest: RecordDigest;
  readonly lastOfKey: Map<string, number>;
  to: number | undefined;
  content?: ReadContent;
}

/** Follows the final read of the plan's partitions; records are digested as they come, so that none is kept. */
export function followFinalReads(plan: PlanFollower) {
  const readings = new Map<string, Reading>();
  const keysOf = new Map<string, Map<string, string>>();

  function collect(
    event: EventOf<'op'>,
    name: string,
    records: readonly (readonly [number, string])[],
  ): void {
    const before = readings.get(name);
    const reading = before && before.to === undefined ? before : newReading();
    readings.set(name, reading);
    const keys = keysOf.get(name);
    for (const [offset, value] of records) {
      reading.digest.add(offset, value);
      const key = keys?.get(value);
      if (key !== undefined) reading.lastOfKey.set(key, offset);
    }
    reading.to = event.atEnd?.[name];
  }

  return {
    on(event: HistoryEvent): void {
      if (event.type !== 'op' || !plan.hasReplicas()) return;
      const isFinal = event.final === true && event.status === 'ok';
      // A read that reached the end and returned nothing may leave its partition out: every replica must be empty then.
      const empty = new Set(isFinal ? Object.keys(event.atEnd ?? {}) : []);
      for (const action of event.actions) {
        if ('send' in action) noteKey(action.send);
        else if (isFinal)
          for (const [name, records] of Object.entries(action.poll)) {
            collect(event, name, records);
            empty.delete(name);
          }
      }
      for (const name of empty) collect(event, name, []);
    },
    of(name: string): (Omit<ReadContent, 'to'> & { readonly to: number | undefined }) | undefined {
      const reading = readings.get(name);
      if (!reading) return undefined;
      const { digest, lastOfKey, to } = reading;
      const isSuperseded = (offset: number, value: string) => {
        const key = keysOf.get(name)?.get(value);
        return key !== undefined && (lastOfKey.get(key) ?? -1) > offset;
      };
      return { records: digest.records, digest: digest.end(), to, isSuperseded };
    },
  };

  function noteKey({ to, value, key }: { to: string; value: string; key?: string | null | undefined }): void {
    if (key === null || key === undefined || !plan.compacts(to)) return;
    const keys = keysOf.get(to) ?? new Map<string, string>();
    keysOf.set(to, keys.set(value, key));
  }
}

function newReading(): Reading {
  return { digest: startRecordDigest(), lastOfKey: new Map(), to: undefined };
}
