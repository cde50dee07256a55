import type { EventOf } from './event.ts';
import type { SentRecord } from './partition-facts.ts';
import type { TextParts } from './text-parts.ts';

/** The records of a line that was read from its bytes: the one that it sent, or those that it polled of one partition. */
export type ScannedRecords =
  | (SentRecord & { readonly kind: 'sent'; readonly partition: string })
  | {
      readonly kind: 'polled';
      readonly partition: string;
      readonly count: number;
      offset(record: number): number;
      /** Good until the next call. */
      value(record: number): TextParts;
    };

/** An operation as the schema would give it, whose texts are made when somebody asks for them; good until the next line. */
export interface ScannedOp {
  readonly op: EventOf<'op'>;
  readonly records: ScannedRecords;
}
