import { InvalidArgumentError } from 'commander';
import { parseDurationMs } from '../lib/duration.ts';

/** A line of a command's answer. */
export const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** A count of which there must be one at least. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Expected a whole number from 1.');
  return number;
}

/** A port of this machine. */
export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError('Expected a port from 1 to 65535.');
  return port;
}

/** A count of which there may be none. */
export function count(text: string): number {
  return text === '0' ? 0 : wholeNumber(text);
}

/** A time in ms. */
export function duration(text: string): number {
  const ms = parseDurationMs(text);
  if (ms === undefined) throw new InvalidArgumentError('Expected a duration such as 500ms, 30s or 2m.');
  return ms;
}
