import { percent } from './numbers.ts';
import { besideOthers } from './others.ts';
import type { Timing } from './phases.ts';

const othersShareMax = 0.05;
/** Rounds that are tried for each one that is wanted. */
const triesMax = 4;

/** One of the two that are measured in turn. */
export interface Script {
  readonly run: () => Promise<Timing>;
  /** Whether all that it starts are children of this bench. Those of a daemon are not, and look like others' work. */
  readonly isOwn: boolean;
}

type Pair<T> = readonly [T, T];

export interface Rounds {
  /** Of the first script and of the second one, round by round. */
  readonly timings: Pair<readonly Timing[]>;
  /** How many rounds were taken, and what the others did meanwhile. */
  readonly note: string;
}

interface Round {
  readonly timings: Pair<Timing>;
  readonly othersShare: number;
}

/**
 * Rounds of two scripts in turn in which nobody else used the machine. A round is dropped for what others took of the
 * CPU and never for its result; when too few are left the least disturbed are taken, and the note says so.
 */
export async function undisturbed(wanted: number, scripts: Pair<Script>): Promise<Rounds> {
  const rounds: Round[] = [];
  const isCalm = ({ othersShare }: Round) => othersShare <= othersShareMax;
  while (rounds.filter(isCalm).length < wanted && rounds.length < wanted * triesMax) {
    // One, two, two, one, …: whoever comes second finds a warmer machine.
    rounds.push(await roundOf(scripts, rounds.length % 2 === 0));
  }
  const taken = [...rounds].sort((a, b) => a.othersShare - b.othersShare).slice(0, wanted);
  const worst = Math.max(...taken.map(({ othersShare }) => othersShare));
  const rule = `a round is dropped when others take more than ${percent(othersShareMax)} of the CPU`;
  const dropped = `${rounds.length - taken.length} of ${rounds.length} rounds dropped`;
  return {
    timings: [taken.map(({ timings }) => timings[0]), taken.map(({ timings }) => timings[1])],
    note: `${dropped}, in the others at most ${percent(worst)} went elsewhere (${rule})`,
  };
}

async function roundOf([one, two]: Pair<Script>, isInOrder: boolean): Promise<Round> {
  const first = await turnOf(isInOrder ? one : two);
  const second = await turnOf(isInOrder ? two : one);
  return {
    timings: isInOrder ? [first.timing, second.timing] : [second.timing, first.timing],
    othersShare: Math.max(first.othersShare, second.othersShare),
  };
}

async function turnOf({ run, isOwn }: Script) {
  const { result, othersShare } = await besideOthers(run);
  return { timing: result, othersShare: isOwn ? othersShare : 0 };
}
