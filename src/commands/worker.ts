import { exitCodes } from '../errors.ts';
import { countText } from '../lib/words.ts';
import { run } from '../run.ts';
import { queueAddress } from '../suites/queue/address.ts';
import { workQueue } from '../suites/queue/worker.ts';
import { openUi } from '../ui.ts';
import { crowdedNotice } from './assess-flags.ts';
import { tellTogether } from './run-telling.ts';

/** The flags of `worker`, as commander gives them. */
export interface WorkerFlags {
  readonly queue: string;
  readonly jobs: number;
  readonly runtime: string;
  readonly out: string;
  readonly ca?: string;
  readonly quiet?: boolean;
}

/** Runs cells that matrices hand out until it is interrupted, which is its usual end: exit code 0. */
export async function runWorker(flags: WorkerFlags, signal: AbortSignal): Promise<number> {
  const address = queueAddress(flags.queue, process.env);
  const ui = await openUi({ stream: process.stdout, isQuiet: flags.quiet === true, isVerbose: false });
  for (const text of crowdedNotice(flags.jobs)) ui.tell({ text, tone: 'warn' });
  try {
    const { jobs, runtime, out, ca: caFile } = flags;
    const ran = await workQueue({
      address,
      jobs,
      runtime,
      signal,
      tell: (text, tone) => ui.tell({ text: `  ${text}`, tone }),
      runOne: async (plan) => {
        const told = tellTogether(ui, { total: 1 })(plan);
        const result = await run(plan, { ...told, signal, out, caFile });
        if (!signal.aborted) told.end(result);
        return result;
      },
    });
    ui.tell({ text: `  stopped after ${countText(ran, 'run')}`, tone: 'dim' });
    return exitCodes.asExpected;
  } finally {
    ui.close();
  }
}
