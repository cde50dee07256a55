import { parseArgs } from 'node:util';

/** What to measure, and how often. */
export interface BenchOptions {
  readonly rounds: number;
  readonly runtimes: readonly string[];
  /** Names of parts; all of them when empty. */
  readonly only: readonly string[];
  /** Records in the history of `judging`. */
  readonly sends: number;
}

const roundsDefault = 3;
const sendsDefault = 1_000_000;

/** `--rounds 5 --runtime local --only start`, `--only judging --sends 10000000` */
export function benchOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      rounds: { type: 'string', default: String(roundsDefault) },
      runtime: { type: 'string', multiple: true, default: ['local'] },
      sends: { type: 'string', default: String(sendsDefault) },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const { runtime: runtimes, only } = values;
  return { rounds: count('rounds', values.rounds), sends: count('sends', values.sends), runtimes, only };
}

function count(flag: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${flag} ${text}: not a whole number`);
  return number;
}
