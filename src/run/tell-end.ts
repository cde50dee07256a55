import { Inconclusive } from '../errors.ts';
import { type Performed, perform, type Recording } from './perform.ts';

const run: Performed = { phase: 'setup', index: null, name: 'run', text: 'run' };
const finalPhase: Performed = { phase: 'final', index: null, name: 'final-phase', text: 'final phase' };

/**
 * Records what ended a run before its end. A step under way has told the reason already: then only what was left out is
 * told, because the same reason at every step would read like as many failures.
 */
export async function tellEnd(
  recording: Recording,
  error: unknown,
  { isTold }: { readonly isTold: boolean },
): Promise<void> {
  const reason = isTold ? new Inconclusive('no final phase: the run could not go on') : error;
  const ended = { ...recording, signal: new AbortController().signal };
  await perform(ended, isTold ? finalPhase : run, () => Promise.reject(reason));
}
