import { join } from 'node:path';
import { exitCodes } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import { countText } from '../lib/words.ts';
import { assessmentLines } from '../reports/assessment/text.ts';
import { isRefused, isSettled, type ThreatRow } from '../reports/assessment.ts';
import { run } from '../run.ts';
import { assess } from '../suites/assess.ts';
import { askedChange } from '../suites/candidates.ts';
import { openUi, type Ui } from '../ui.ts';
import { type Asked, whatIsAsked } from './assess-asked.ts';
import { type AssessFlags, jobsThatFit } from './assess-flags.ts';
import { writeAssessment } from './assess-folder.ts';
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
    const assessment = assessmentOf(asked, await measureAll(asked, ui, signal));
    signal.throwIfAborted();
    const folder = await writeAssessment(flags.out, assessment);
    ui.print(assessmentLines(assessment));
    ui.print([{ text: `report      ${join(folder, 'assess.md')}`, tone: 'plain' }]);
    if (flags.json) process.stdout.write(`${JSON.stringify(assessment)}\n`);
    return exitOf(assessment.rows);
  } finally {
    ui.close();
  }
}

async function measureAll({ files, flags, threats, facts, use }: Asked, ui: Ui, signal: AbortSignal) {
  const jobs = flags.jobs ?? jobsThatFit();
  const count = countText(threats.length, 'threat');
  ui.tell({ text: `  ${count}, ${jobs} at a time, each 10 to 20 s`, tone: 'dim' });
  ui.onProgress('runs under way');
  let done = 0;
  const { kafka = flags.kafkaHome === undefined ? facts.version : undefined } = flags;
  return assess({
    threats,
    plan: {
      config: files,
      kafka,
      kafkaHome: flags.kafkaHome,
      runtime: flags.runtime,
      set: [...facts.set, ...flags.set],
    },
    use,
    allow: flags.allow,
    asked: flags.whatIf.map(askedChange),
    isAdvised: flags.advice,
    jobs,
    signal,
    runOne: (plan, onEvent) => run(plan, { signal, out: flags.out, caFile: flags.ca, onEvent }),
    onRow(row, change) {
      tellRow(ui, row, change);
      done += 1;
      ui.onProgress(`runs under way, ${done} done`);
    },
  });
}

function tellRow(ui: Ui, row: ThreatRow, change: string | null): void {
  const under = change === null ? '' : ` with ${change}`;
  const lost = row.lost === null ? '' : `, ${row.lost} of ${row.acknowledged} lost`;
  const tone = isRefused(row) ? 'bad' : isSettled(row) ? 'plain' : 'warn';
  ui.tell({ text: printable(`  ${row.threat}${under}: ${row.verdict}${lost}`), tone });
}

/** What is not settled is no pass: a threat that could not be tried may be the one that matters. */
function exitOf(rows: readonly ThreatRow[]): number {
  if (rows.some(isRefused)) return exitCodes.notAsExpected;
  return rows.every(isSettled) ? exitCodes.asExpected : exitCodes.inconclusive;
}
