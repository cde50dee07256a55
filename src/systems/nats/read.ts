import type { JetStreamManager, StoredMsg } from '@nats-io/jetstream';
import { messageOf } from '../../errors.ts';
import { withoutPadding } from '../../lib/payload.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Endpoint } from '../../machines/machine.ts';
import type { PartitionRead } from '../system.ts';
import { connectToStream, serveBudgetMs } from './connection.ts';
import { firstSequence, streamName } from './stream.ts';

const atOnce = 100;

interface Range {
  readonly from: number;
  readonly to: number;
}

type Messages = readonly (StoredMsg | null)[];

/**
 * Every message, from the stream's first sequence to its last one. Only the stream's leader answers these requests (a
 * direct get may be answered by any replica, so the stream has none), from what it has applied itself.
 */
export async function readStream(endpoint: Endpoint, signal: AbortSignal): Promise<PartitionRead> {
  const records: [number, string][] = [];
  try {
    await using stream = await connectToStream(endpoint, signal);
    const { state } = stream.info;
    const first = Math.max(state.first_seq, firstSequence);
    for (let from = first; from <= state.last_seq; from += atOnce) {
      signal.throwIfAborted();
      const to = Math.min(from + atOnce - 1, state.last_seq);
      for (const message of await servedMessages(stream.manager, { from, to }, signal))
        if (message) records.push([message.seq, withoutPadding(message.string())]);
    }
    return { records, atStart: first, atEnd: state.last_seq + 1 };
  } catch (error) {
    signal.throwIfAborted();
    return { records, atEnd: null, why: messageOf(error) };
  }
}

/** The answer is refused while the servers elect who leads their metadata, which a read may be repeated after. */
function servedMessages(
  manager: JetStreamManager,
  { from, to }: Range,
  signal: AbortSignal,
): Promise<Messages> {
  return waitUntil<Messages>({
    what: `messages ${from} to ${to} to be served`,
    budgetMs: serveBudgetMs,
    signal,
    look: () =>
      messagesIn(manager, { from, to }).then(
        (done) => ({ done }),
        (error: unknown) => ({ seen: messageOf(error) }),
      ),
  });
}

/** A sequence without a message is null. */
function messagesIn(manager: JetStreamManager, { from, to }: Range): Promise<Messages> {
  const sequences = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return Promise.all(sequences.map((seq) => manager.streams.getMessage(streamName, { seq })));
}
