import { openCluster } from './cluster/open-cluster.ts';
import { watchCluster } from './cluster/watch.ts';
import { firstError, Interrupted } from './errors.ts';
import type { HistoryEvent } from './history/event.ts';
import type { Plan } from './plan.ts';
import type { RunResult } from './reports/report.ts';
import { type Begun, beginRun } from './run/begin.ts';
import { bringUp } from './run/bring-up.ts';
import { openCauses } from './run/causes.ts';
import { openContexts } from './run/context.ts';
import { finalPhase } from './run/final-phase.ts';
import { perform } from './run/perform.ts';
import { type OpenRecording, openRecording } from './run/recording.ts';
import { runSteps } from './run/steps.ts';
import { tellEnd } from './run/tell-end.ts';

export interface RunOptions {
  /** Aborted with an Interrupted to stop early; what the run made is removed all the same. */
  readonly signal: AbortSignal;
  /** Folder that gets the run's folder: `runs`. */
  readonly out: string;
  /** Leaves the cluster up after the verdict; `clean --all` removes it. */
  readonly keep?: boolean;
  /** The index of the step before which the run stops, with the cluster as it is then; goes with `keep`. */
  readonly until?: number | undefined;
  /** PEM file with certificate authorities that this network adds, for what is fetched inside an image build. */
  readonly caFile?: string | undefined;
  /** Flags of the command that the plan does not hold, for the command that runs it again: `--out DIR`. */
  readonly flags?: readonly string[];
  /** Hears every line of the history as it is written. */
  readonly onEvent?: (event: HistoryEvent) => void;
  /** Hears what is awaited now, for a live line; not recorded. */
  readonly onSeen?: (seen: unknown) => void;
  /** Hears what happens before the run begins: jars arriving, an image being built. */
  readonly onProgress?: (text: string) => void;
}

/**
 * The whole life of a run:
 *  1. choose a runtime, bring the software, make the run's folder (a UserError here means that nothing was started);
 *  2. bring the cluster up; when it came up perform the steps one by one, and in any case (unless a machine or the disk
 *     is lost) the final phase; all of it goes into the history;
 *  3. close the history, judge it and write the reports from what is stored;
 *  4. stop and remove everything, in reverse order of making, also after an interrupt.
 */
export async function run(plan: Plan, options: RunOptions): Promise<RunResult> {
  await using begun = await beginRun(plan, options);
  await using recording = openRecording({ begun, ...options });
  recording.record(begun.runEvent);
  for (const text of plan.warnings) recording.record({ type: 'warning', time: 0, text });
  const wasInterrupted = await experiment({ plan, options, begun, recording });
  return await recording.conclude({ wasInterrupted });
}

interface Experiment {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly begun: Begun;
  readonly recording: OpenRecording;
}

/** Answers whether it was interrupted; everything else that can go wrong is in the history. */
async function experiment({ plan, options, begun, recording }: Experiment): Promise<boolean> {
  const { now, record, signal, ledger } = recording;
  const onSeen = options.onSeen ?? (() => undefined);
  try {
    await using cluster = await openCluster({ plan, ...begun, now, record, signal, onLost: recording.end });
    await using _watch = watchCluster({ cluster, now, record });
    const telling = { ...recording, explain: openCauses(cluster.nodes) };
    const contextOf = openContexts({ plan, cluster, ledger, signal, now, record, onSeen });
    const setup = { phase: 'setup', index: null, name: 'cluster-up', text: 'cluster up' } as const;
    const isUp = plan.autostart
      ? await perform(telling, setup, () => bringUp(cluster, { signal, onSeen }))
      : 'ended';
    // Nothing was written: there is nothing to bring back or to read, and each wait for it would run out.
    if (isUp === 'gave-up') return false;
    const { until } = options;
    // A final phase would start and heal what somebody wants to look at.
    if ((await runSteps({ plan, cluster, recording: telling, contextOf, until })) === 'stopped') return false;
    await finalPhase(cluster, contextOf(null), (name, text, work) =>
      perform(telling, { phase: 'final', index: null, name, text }, work),
    );
    return false;
  } catch (thrown) {
    const error = firstError(thrown);
    if (error instanceof Interrupted || signal.reason instanceof Interrupted) return true;
    const isTold = signal.aborted && ledger.hasGivenUp();
    await tellEnd(recording, error, { isTold });
    return false;
  }
}
