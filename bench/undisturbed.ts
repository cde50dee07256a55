import { percent } from './numbers.ts';
import { besideOthers } from './others.ts';
import type { Timing } from './phases.ts';

const othersShareMax = 0.05;
/** Rounds that are tried for each one that is wanted. */
const triesMax = 4;

export interface Rounds {
  readonly labs: readonly Timing[];
  readonly bares: readonly Timing[];
  /** How many rounds were taken, and what the others did meanwhile. */
  readonly note: string;
}

interface Round {
  readonly lab: Timing;
  readonly bare: Timing;
  readonly othersShare: number;
}

/**
 * Rounds of lab and bare in which nobody else used the machine. A round is dropped for what others took of the CPU and
 * never for its result; when too few are left the least disturbed are taken, and the note says so.
 */
export async function undisturbed(
  wanted: number,
  scripts: Readonly<Record<'lab' | 'bare', () => Promise<Timing>>>,
): Promise<Rounds> {
  const rounds: Round[] = [];
  const isCalm = ({ othersShare }: Round) => othersShare <= othersShareMax;
  while (rounds.filter(isCalm).length < wanted && rounds.length < wanted * triesMax) {
    // Lab, bare, bare, lab, …: whoever comes second finds a warmer machine.
    rounds.push(await roundOf(scripts, rounds.length % 2 === 0));
  }
  const taken = [...rounds].sort((a, b) => a.othersShare - b.othersShare).slice(0, wanted);
  const worst = Math.max(...taken.map(({ othersShare }) => othersShare));
  const rule = `a round is dropped when others take more than ${percent(othersShareMax)} of the CPU`;
  const dropped = `${rounds.length - taken.length} of ${rounds.length} rounds dropped`;
  return {
    labs: taken.map(({ lab }) => lab),
    bares: taken.map(({ bare }) => bare),
    note: `${dropped}, in the others at most ${percent(worst)} went elsewhere (${rule})`,
  };
}

async function roundOf(
  { lab, bare }: Readonly<Record<'lab' | 'bare', () => Promise<Timing>>>,
  isLabFirst: boolean,
): Promise<Round> {
  const [first, second] = isLabFirst ? [lab, bare] : [bare, lab];
  const one = await besideOthers(first);
  const two = await besideOthers(second);
  const [ofLab, ofBare] = isLabFirst ? [one, two] : [two, one];
  return {
    lab: ofLab.result,
    bare: ofBare.result,
    othersShare: Math.max(ofLab.othersShare, ofBare.othersShare),
  };
}
