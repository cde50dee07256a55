import { median, percent, seconds } from './numbers.ts';
import { ownPhases, type Timing, unnamedMs } from './phases.ts';
import type { Promised } from './section.ts';

const shareMax = 0.1;

/** The tool's own share of a run, found in two ways: one alone could hold by luck. */
export function sharePromise(runtime: string, labs: readonly Timing[], bares: readonly Timing[]): Promised {
  const shares = [byDifference(labs, bares), byPhases(labs)] as const;
  return {
    what: `key9, ${runtime}: the tool's own share below ${percent(shareMax)}`,
    measured: `${percent(shares[0])} by difference, ${percent(shares[1])} by phases`,
    held: Math.max(...shares) < shareMax,
  };
}

/** The lines below the table: how the shares were found, and whether the machine let them be found. */
export function shareLines(labs: readonly Timing[], bares: readonly Timing[]): readonly string[] {
  const [lab, bare] = [wholeOf(labs), wholeOf(bares)];
  const spread = Math.max(spreadOf(labs), spreadOf(bares));
  return [
    `wholes: lab ${allOf(labs)} s; bare ${allOf(bares)} s`,
    `own share by difference: (${seconds(lab)} - ${seconds(bare)}) / ${seconds(lab)} = ${percent(byDifference(labs, bares))}`,
    `own share by the phases marked *: ${percent(byPhases(labs))}`,
    ...(spread < shareMax
      ? []
      : [`noisy: equal runs differ by ${percent(spread)}, so the difference says little`]),
  ];
}

/** What a whole run costs more than the bare script; on a busy machine chance makes more of it than the tool. */
function byDifference(labs: readonly Timing[], bares: readonly Timing[]): number {
  return (wholeOf(labs) - wholeOf(bares)) / wholeOf(labs);
}

/** From within each run, so that no other run's luck is in it. What the tool slows down elsewhere is not in it either. */
function byPhases(labs: readonly Timing[]): number {
  return median(
    labs.map((timing) => {
      const own = ownPhases.reduce((sum, name) => sum + (timing.phaseMs.get(name) ?? 0), unnamedMs(timing));
      return own / timing.wholeMs;
    }),
  );
}

/** The median of the wholes. */
export function wholeOf(timings: readonly Timing[]): number {
  return median(timings.map(({ wholeMs }) => wholeMs));
}

function spreadOf(timings: readonly Timing[]): number {
  const wholes = timings.map(({ wholeMs }) => wholeMs);
  return (Math.max(...wholes) - Math.min(...wholes)) / median(wholes);
}

/** Every whole: `12.1, 11.9, 12.6`. */
export function allOf(timings: readonly Timing[]): string {
  return timings.map(({ wholeMs }) => (wholeMs / 1000).toFixed(1)).join(', ');
}
