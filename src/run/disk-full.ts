import { HarnessError, messageOf } from '../errors.ts';

/** Whether somewhere below an error there is no room left on a disk. */
export function isDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && (at.code === 'ENOSPC' || at.code === 'EDQUOT')) return true;
  }
  return false;
}

/** An error of a full disk with what to do about it; any other one as it is. */
export function withAdvice(error: unknown, advice: string): unknown {
  if (!isDiskFull(error)) return error;
  return new HarnessError(`${messageOf(error)}; ${advice}`, { cause: error });
}
