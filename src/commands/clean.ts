import { messageOf, UserError } from '../errors.ts';
import { isRunId } from '../lib/run-id.ts';
import { runtimeKinds } from '../machines/index.ts';
import type { Leftover } from '../machines/machine.ts';
import { forgetRun, type LivingRun, livingRuns, ownerIsAlive, strangeRun } from '../run/owner.ts';

export interface CleanOptions {
  /** Also runs that are still going, and those left up with `--keep`. */
  readonly all?: boolean;
  /** Only these, also when they were kept or still go on: whoever names a run means it. */
  readonly ids?: readonly string[];
}

/** Removes what is left of runs whose owner is gone, by the marks that everything of a run carries. */
export async function runClean(
  { all, ids: named = [] }: CleanOptions,
  out: (line: string) => void,
): Promise<number> {
  const indexed = await livingRuns();
  const marked = (await Promise.all(runtimeKinds.map((kind) => kind.leftovers()))).flat();
  const found = marked.filter(({ runId }) => isRunId(runId));
  const runs = [...indexed, ...(await strangeRuns(indexed, found))];
  const known = new Set([...runs, ...found.map(({ runId }) => ({ id: runId }))].map(({ id }) => id));
  const strange = named.filter((id) => !known.has(id));
  if (strange.length > 0) throw unknownRuns(strange, [...known]);
  const spared = all === true || named.length > 0 ? [] : await sparedRuns(runs, out);
  const ids = [...new Set([...runs.map(({ id }) => id), ...found.map(({ runId }) => runId)])].filter(
    (id) => !spared.includes(id) && (named.length === 0 || named.includes(id)),
  );
  if (ids.length === 0) out('nothing to remove');
  return (await removeRuns(ids, found, out)) ? 0 : 3;
}

function unknownRuns(strange: readonly string[], known: readonly string[]): UserError {
  const there =
    known.length > 0 ? `There is something left of ${known.join(', ')}.` : 'Nothing is left of any run.';
  return new UserError(`nothing is left of a run ${strange.join(', ')}`, { hint: there });
}

/** What is not in our index may belong to a run of another user, or of another XDG_STATE_HOME, that is still going. */
async function strangeRuns(indexed: readonly LivingRun[], found: readonly Leftover[]) {
  const known = new Set(indexed.map(({ id }) => id));
  const ids = new Set(found.map(({ runId }) => runId).filter((id) => !known.has(id)));
  const runs = await Promise.all([...ids].map(strangeRun));
  return runs.filter((run) => run !== null);
}

/** Removes run after run; one that cannot be removed stays in the index, so that a later try finds it. */
async function removeRuns(ids: readonly string[], found: readonly Leftover[], out: (line: string) => void) {
  let isDone = true;
  for (const id of ids) {
    try {
      for (const kind of runtimeKinds) await kind.removeLeftovers([id]);
      await forgetRun(id);
      const what = found.filter(({ runId }) => runId === id).map((leftover) => leftover.what);
      out(`removed run ${id}: ${what.join(', ') || 'its entry in the index'}`);
    } catch (error) {
      isDone = false;
      out(`run ${id} is not wholly removed: ${messageOf(error)}`);
    }
  }
  return isDone;
}

async function sparedRuns(
  runs: readonly LivingRun[],
  out: (line: string) => void,
): Promise<readonly string[]> {
  const spared: string[] = [];
  for (const run of runs) {
    const isAlive = await ownerIsAlive(run);
    if (!isAlive && !run.isKept) continue;
    const why = isAlive ? `is still going (pid ${run.owner.pid})` : 'was left up with --keep';
    out(`run ${run.id} of ${run.scenario} ${why}; --all removes it too`);
    spared.push(run.id);
  }
  return spared;
}
