import type { TimedRecord } from '../history/recorder.ts';

/** Shorter silences than this are what a broker takes to answer while it is busy. */
const blindMsMin = 1000;

/**
 * Follows whether the watch sees anything: a change that falls into a silence is in no history. Silence counts while a
 * node runs that could tell, and only after the first sight, as there are no topics before. It begins with the question:
 * a broker that hangs lets the first one run into its time-out, and by then 5 s are gone.
 */
export function followSight({ now, record }: TimedRecord) {
  let hasSeen = false;
  let blindSince: number | null = null;
  const end = () => {
    const time = now();
    if (blindSince !== null && time - blindSince >= blindMsMin)
      record({ type: 'blind', time, from: blindSince });
    blindSince = null;
  };
  return {
    /** `since` is when it was asked. */
    look(sight: { readonly sees: boolean; readonly canBeTold: boolean; readonly since: number }): void {
      const { sees, canBeTold, since } = sight;
      if (hasSeen && canBeTold) blindSince ??= since;
      hasSeen ||= sees;
      if (sees || !canBeTold) end();
    },
    end,
  };
}
