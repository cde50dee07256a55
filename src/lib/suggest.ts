import leven from 'leven';

const distanceMaxUsual = 3;

/** The nearest of the known names, when one is near enough to be meant: `kil` -> `kill`. */
export function nearest(
  name: string,
  known: readonly string[],
  distanceMax = distanceMaxUsual,
): string | undefined {
  const ranked = known
    // As many letters as the lengths differ must be changed: what can't be near is not compared.
    .filter((candidate) => Math.abs(candidate.length - name.length) <= distanceMax)
    .map((candidate) => ({ candidate, distance: leven(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (!best || best.distance > Math.min(distanceMax, Math.ceil(name.length / 2))) return undefined;
  return best.candidate;
}

/** `; did you mean 'kill'?`, or nothing when no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const best = nearest(name, known);
  return best === undefined ? '' : `; did you mean '${best}'?`;
}
