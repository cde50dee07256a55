/**
 * A Kafka client in a process of its own, as every application has it, so that a SIGKILL ends it wherever it stands and
 * nothing is said to any broker. Started by `spawn.ts`; it ends with whoever started it.
 */
import { messageOf } from '../../../../errors.ts';
import type { Transaction } from '../../../system.ts';
import { openAssigned } from '../assigned.ts';
import { teachCodecs } from '../codecs.ts';
import { openConsumer, type TellingListener } from '../consumer.ts';
import { type OpenTransactor, openTransactor } from '../transactor.ts';
import type { Call, Message, Request } from './calls.ts';

teachCodecs();

let transactor: OpenTransactor | undefined;
let transaction: Transaction | undefined;
let consumer: AsyncDisposable | undefined;

/** Once this has resolved the message is the kernel's, and a SIGKILL does not take it back. */
function tell(message: Message): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}

const listener: TellingListener = {
  onAssigned: (assigned) => void tell({ assigned }),
  onRecords: (partition, records) => tell({ partition, records }),
  onCrash: (error) => void tell({ crash: messageOf(error) }),
};

async function perform(call: Call): Promise<unknown> {
  switch (call.do) {
    case 'open-transactor':
      transactor = await openTransactor(call.target);
      return null;
    case 'begin':
      transaction = await transactor?.begin();
      return null;
    case 'send':
      return transaction?.send(call.partition, call.records);
    case 'commit':
      return transaction?.commit();
    case 'abort':
      return transaction?.abort();
    case 'open-consumer':
      consumer = await ('group' in call.target
        ? openConsumer(call.target, listener)
        : openAssigned(call.target, listener));
      return null;
    case 'close':
      await consumer?.[Symbol.asyncDispose]();
      return null;
  }
}

async function answer({ id, call }: Request): Promise<void> {
  const message = await perform(call).then(
    (result): Message => ({ id, result: result ?? null }),
    (error: unknown): Message => ({ id, error: messageOf(error) }),
  );
  await tell(message);
}

process.on('message', (request: Request) => void answer(request));
// Also when the tool was killed itself: then nobody else would end this process.
process.on('disconnect', () => process.exit());
