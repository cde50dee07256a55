import { UserError } from '../errors.ts';
import type { Plan } from '../plan.ts';
import { placeFor } from '../run/begin.ts';
import {
  loadScenario,
  type PlanOptions,
  planScenario,
  ScenarioProblems,
  variantsOf,
} from '../scenario/index.ts';
import { withControls } from '../suites/control.ts';
import { describePlan } from './dry-run.ts';
import { errorLine } from './json-line.ts';
import { requireWritable } from './junit-file.ts';
import { runAll } from './run-all.ts';
import type { RunFlags } from './run-flags.ts';
import { untilIndex } from './until.ts';

/** Runs every scenario and variant asked for; answers with the worst exit code. */
export async function runCommand(
  names: readonly string[],
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  const out = (line: string) => void process.stdout.write(`${line}\n`);
  try {
    refuseManyKept(flags);
    if (flags.junit !== undefined) requireWritable(flags.junit);
    const written = names.flatMap((name) =>
      names.length > 1 ? withName(name, () => plansOf(name, flags)) : plansOf(name, flags),
    );
    const plans = flags.control ? withControls(written) : written;
    if (flags.until !== undefined) for (const plan of plans) untilIndex(plan, flags.until);
    if (flags.dryRun) {
      for (const plan of plans)
        for (const line of flags.json ? [JSON.stringify(plan)] : describePlan(plan, flags)) out(line);
      for (const plan of plans) await placeFor(plan);
      return 0;
    }
    return await runAll(plans, flags, signal);
  } catch (error) {
    if (flags.json) out(errorLine(error));
    throw error;
  }
}

function refuseManyKept({ keep, until, repeat, control }: RunFlags): void {
  const staying = until !== undefined ? '--until' : keep ? '--keep' : null;
  if (staying === null || (repeat === undefined && !control)) return;
  const other = control ? '--control' : '--repeat';
  throw new UserError(`${staying} and ${other} do not go together: every run would leave a cluster up`, {
    hint: `leave ${staying} out first, then run it once more with it`,
  });
}

/** A flag is about all of them: which one it does not fit has to be said. */
function withName<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof ScenarioProblems ? error.about(name) : error;
  }
}

/** Every plan is made before the first run: a mistake in the last scenario is told before anything starts. */
function plansOf(name: string, flags: RunFlags): readonly Plan[] {
  const written = loadScenario(name);
  const { set, config, allowUnknown, kafka, kafkaHome, runtime, budget } = flags;
  const options: PlanOptions = {
    set,
    config,
    allowUnknown,
    kafka,
    kafkaHome,
    runtime,
    budgetMs: budget,
  };
  if (flags.variant === undefined) return [planScenario(written, options)];
  if (flags.variant !== 'all') return [planScenario(written, { ...options, variant: flags.variant })];
  return [undefined, ...variantsOf(written).map((variant) => variant.name)].map((variant) =>
    planScenario(written, { ...options, variant }),
  );
}
