import type { Step, Wait } from '../../steps/step.ts';
import { consume } from './steps/consume.ts';
import { deleteRecords } from './steps/delete-records.ts';
import { elect } from './steps/elect.ts';
import { format } from './steps/format.ts';
import { reassign } from './steps/reassign.ts';
import { transact } from './steps/transact.ts';
import { compacted } from './waits/compacted.ts';
import { isr } from './waits/isr.ts';
import { registered } from './waits/registered.ts';
import { startOffset } from './waits/start-offset.ts';
import { transactions } from './waits/transactions.ts';
import { unregistered } from './waits/unregistered.ts';

const system = 'kafka';

/** What a scenario can do with Kafka alone. */
export const kafkaSteps: readonly Step[] = [format, elect, reassign, deleteRecords, transact, consume].map(
  (step) => ({
    ...(step as Step),
    system,
  }),
);

/** What it can wait for. */
export const kafkaWaits: readonly Wait[] = [
  isr,
  registered,
  unregistered,
  startOffset,
  compacted,
  transactions,
].map((wait) => ({ ...(wait as Wait), system }));
