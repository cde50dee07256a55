import type { Endpoint } from '../../../../machines/machine.ts';
import type { ConsumerTarget, OutgoingRecord, TransactorTarget } from '../../../system.ts';

/** What the tool asks of a client's process; each call is answered once. */
export type Call =
  | { readonly do: 'open-transactor'; readonly target: TransactorTarget & Endpoints }
  | { readonly do: 'begin' | 'commit' | 'abort' | 'close' }
  | { readonly do: 'send'; readonly partition: string; readonly records: readonly OutgoingRecord[] }
  | { readonly do: 'open-consumer'; readonly target: ConsumerTarget & Endpoints };

/** Where the live brokers listen, by their names. */
export interface Endpoints {
  readonly endpoints: Readonly<Record<string, Endpoint>>;
}

export interface Request {
  readonly id: number;
  readonly call: Call;
}

/** What the process says: an answer, or what its consumer hears. */
export type Message =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly assigned: readonly string[] }
  | { readonly records: readonly (readonly [offset: number, value: string])[]; readonly partition: string }
  | { readonly crash: string };
