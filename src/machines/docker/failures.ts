import { HarnessError, messageOf } from '../../errors.ts';
import { fullDiskWords } from '../../lib/full-disk.ts';

/** HTTP status of an answer that dockerode turned into an error; undefined when the daemon did not answer at all. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** True when the thing is not there (any more): what whoever removes things wants to hear. */
export function isGone(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** True when nothing answered: the daemon stopped, or its socket is not there. */
export function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'EACCES', 'ENOTFOUND'].includes(code);
}

const advice: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/port is already allocated|address already in use/, 'another program took the port; run it again'],
  [fullDiskWords, 'the disk of the Docker daemon is full; `docker system df` shows what fills it'],
  [
    /address pool|non-overlapping/,
    'Docker has no free network; `fsync-lab clean` and `docker network prune` remove unused ones',
  ],
  [/No such image/, 'the image was removed meanwhile; run it again'],
];

/** Whatever was asked of it: the daemon is not there. */
export function daemonGone(error: unknown): HarnessError {
  return new HarnessError(goneText(error), { cause: error });
}

function goneText(error: unknown): string {
  return `the Docker daemon no longer answers (${messageOf(error)}); start it again`;
}

/** What Docker could not do, in one line that tells what to do next. */
export function dockerFailure(what: string, error: unknown): HarnessError {
  if (error instanceof HarnessError) return error;
  if (isUnreachable(error)) return new HarnessError(`${what}: ${goneText(error)}`, { cause: error });
  return new HarnessError(`${what}: ${withAdvice(engineMessage(error))}`, { cause: error });
}

/** What Docker, or a program in a container, said; with what to do, where we know it. */
export function withAdvice(text: string): string {
  const hint = advice.find(([pattern]) => pattern.test(text))?.[1];
  return hint === undefined ? text : `${text}; ${hint}`;
}

/** The daemon's own words, without dockerode's `(HTTP code 404) no such container - ` before them. */
export function engineMessage(error: unknown): string {
  return messageOf(error)
    .replace(/^\(HTTP code \d+\) .*? - /, '')
    .trim();
}
