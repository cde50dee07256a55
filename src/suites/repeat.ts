import { exitCodes } from '../errors.ts';
import type { ClosingLine } from '../reports/text.ts';
import { worstExit } from './worst-exit.ts';

export interface RepeatOptions {
  readonly times: number;
  readonly runOnce: () => Promise<number>;
  /** Whether to stop after a run that ended so. */
  readonly isLast: (exit: number) => boolean;
}

export interface RepeatSummary {
  readonly exit: number;
  /** `as expected 19 of 20`. */
  readonly line: ClosingLine;
}

/** Runs the same plan several times: a result that comes once may be luck. */
export async function repeat({ times, runOnce, isLast }: RepeatOptions): Promise<RepeatSummary> {
  const exits: number[] = [];
  while (exits.length < times) {
    const exit = await runOnce();
    exits.push(exit);
    if (isLast(exit)) break;
  }
  const good = exits.filter((exit) => exit === exitCodes.asExpected).length;
  const stopped = exits.length < times ? `; stopped after ${exits.length} of ${times} runs` : '';
  const text = `  as expected ${good} of ${exits.length}${stopped}`;
  return { exit: worstExit(exits), line: { text, tone: good === exits.length ? 'good' : 'bad' } };
}
