import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { type Plan, planName } from '../plan.ts';
import { junitOfRuns } from '../reports/junit.ts';
import type { RunResult } from '../reports/report.ts';

/** A run takes minutes: a file that cannot be written is told before the first one starts. */
export function requireWritable(file: string): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('it is a folder');
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw new UserError(`--junit ${file} can't be written: ${messageOf(error)}`, {
      hint: 'name a file in a folder that is there',
    });
  }
}

/**
 * Written also when a run threw: what was asked for and has no result is an error there, never left out. A file that can't
 * be written costs no verdict; answers with what to tell then.
 */
export function writeJunit(
  file: string,
  plans: readonly Plan[],
  results: readonly RunResult[],
): readonly string[] {
  const done = new Set(
    results.flatMap(({ judged }) => (judged.events.plan ? [planName(judged.events.plan)] : [])),
  );
  const unfinished = plans.map(planName).filter((name) => !done.has(name));
  try {
    writeFileSync(file, junitOfRuns(results, unfinished));
    return [];
  } catch (error) {
    return [`${file} could not be written: ${messageOf(error)}`];
  }
}
