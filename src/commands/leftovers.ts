import { livingRuns, ownerIsAlive } from '../run/owner.ts';

/** A word about what a killed fsync-lab left behind, before the next run. */
export async function leftoversNotice(): Promise<readonly string[]> {
  const runs = await livingRuns();
  const alive = await Promise.all(runs.map(ownerIsAlive));
  const left = runs.filter((run, index) => !run.isKept && !alive[index]);
  if (left.length === 0) return [];
  const runWord = left.length === 1 ? 'a run that was' : `${left.length} runs that were`;
  return [`left behind by ${runWord} killed: \`fsync-lab clean\` removes it`];
}
