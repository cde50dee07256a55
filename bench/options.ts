import { parseArgs } from 'node:util';

/** What to measure, and how often. */
export interface BenchOptions {
  readonly rounds: number;
  readonly runtimes: readonly string[];
  /** Names of parts; all of them when empty. */
  readonly only: readonly string[];
}

const roundsDefault = 3;

/** `--rounds 5 --runtime local --only start` */
export function benchOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string', default: String(roundsDefault) },
      runtime: { type: 'string', multiple: true, default: ['local'] },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds ${values.rounds}: not a whole number`);
  return { rounds, runtimes: values.runtime, only: values.only };
}
