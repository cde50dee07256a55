import { join } from 'node:path';
import { exitCodes } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { countText } from '../lib/words.ts';
import type { Plan } from '../plan.ts';
import { assessmentLines } from '../reports/assessment/text.ts';
import { isRefused, isSettled, type ThreatRow } from '../reports/assessment.ts';
import type { ClosingLine } from '../reports/text.ts';
import { run } from '../run.ts';
import type { PlanOptions } from '../scenario/index.ts';
import { type Assessed, assess } from '../suites/assess.ts';
import { askedChange } from '../suites/candidates.ts';
import { openUi, type Ui } from '../ui.ts';
import { type Asked, whatIsAsked } from './assess-asked.ts';
import { type AssessFlags, jobsThatFit } from './assess-flags.ts';
import { writeAssessment } from './assess-folder.ts';
import { type AssessScreen, startScreen } from './assess-screen.ts';
import { assessmentOf } from './assessment-of.ts';

/** Every threat against the user's configuration: 1 when one of them is UNSAFE and not accepted. */
export async function runAssess(
  given: readonly string[],
  givenFlags: AssessFlags,
  signal: AbortSignal,
): Promise<number> {
  const asked = whatIsAsked(given, givenFlags);
  const { flags } = asked;
  const stream = flags.json ? process.stderr : process.stdout;
  const ui = await openUi({ stream, isQuiet: flags.quiet === true, isVerbose: false });
  try {
    const measured = await measureAll(asked, ui, signal);
    if (signal.aborted) ui.print([interruptedLine(measured.rows.length, asked.threats.length)]);
    signal.throwIfAborted();
    const assessment = assessmentOf(asked, measured);
    const folder = await writeAssessment(flags.out, assessment);
    ui.print(assessmentLines(assessment, stream.isTTY ? stream.columns : undefined));
    ui.print([{ text: `report      ${join(folder, 'assess.md')}`, tone: 'plain' }]);
    if (flags.json) process.stdout.write(`${JSON.stringify(assessment)}\n`);
    return exitOf(assessment.rows);
  } finally {
    ui.close();
  }
}

function interruptedLine(done: number, count: number): ClosingLine {
  const tried = `${done} of ${countText(count, 'threat')} tried`;
  return { text: `interrupted: ${tried}; everything was removed, and no report is written`, tone: 'warn' };
}

async function measureAll(asked: Asked, ui: Ui, signal: AbortSignal): Promise<Assessed> {
  const { flags, threats, use } = asked;
  const jobs = flags.jobs ?? jobsThatFit();
  await using screen = startScreen(ui, jobs);
  return await assess({
    threats,
    plan: planOptions(asked),
    use,
    allow: flags.allow,
    asked: flags.whatIf.map(askedChange),
    isAdvised: flags.advice,
    jobs,
    signal,
    runOne: (plan, onEvent) => runOne(plan, onEvent, { flags, signal, screen }),
    onBegin: screen.begin,
    onRow: screen.row,
  });
}

interface Running {
  readonly flags: AssessFlags;
  readonly signal: AbortSignal;
  readonly screen: AssessScreen;
}

async function runOne(
  plan: Plan,
  onEvent: (event: HistoryEvent) => void,
  { flags, signal, screen }: Running,
) {
  const from = performance.now();
  let tookMs: number | null = null;
  const hear = (event: HistoryEvent) => {
    screen.hasBegun();
    onEvent(event);
  };
  try {
    const { out, ca: caFile } = flags;
    const result = await run(plan, { signal, out, caFile, onEvent: hear, onProgress: screen.prepares });
    tookMs = performance.now() - from;
    return result;
  } finally {
    screen.ended(tookMs);
  }
}

function planOptions({ files, flags, facts }: Asked): PlanOptions {
  const { kafka = flags.kafkaHome === undefined ? facts.version : undefined, kafkaHome, runtime } = flags;
  const { allowUnknown } = flags;
  return { config: files, kafka, kafkaHome, allowUnknown, runtime, set: [...facts.set, ...flags.set] };
}

/** What is not settled is no pass: a threat that could not be tried may be the one that matters. */
function exitOf(rows: readonly ThreatRow[]): number {
  if (rows.some(isRefused)) return exitCodes.notAsExpected;
  return rows.every(isSettled) ? exitCodes.asExpected : exitCodes.inconclusive;
}
