import { release } from 'node:os';
import { join } from 'node:path';
import { exitCodes, UserError } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import { didYouMean } from '../lib/suggest.ts';
import { countText } from '../lib/words.ts';
import { assessmentLines } from '../reports/assessment/text.ts';
import { type Assessment, isRefused, isSettled, type ThreatRow } from '../reports/assessment.ts';
import { run } from '../run.ts';
import { type Assessed, assess } from '../suites/assess.ts';
import { type ConfigFacts, configFacts } from '../suites/assess-setup.ts';
import { askedChange } from '../suites/candidates.ts';
import { pickThreats, type Threat, type TopicUse } from '../suites/threats.ts';
import { openUi, type Ui } from '../ui.ts';
import { type AssessFlags, assessFileName, jobsThatFit, withAssessFile } from './assess-flags.ts';
import { writeAssessment } from './assess-folder.ts';

const replicasDefault = 3;

interface Asked {
  readonly files: readonly string[];
  readonly flags: AssessFlags;
  readonly threats: readonly Threat[];
  readonly facts: ConfigFacts;
  readonly use: TopicUse;
}

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

function whatIsAsked(given: readonly string[], givenFlags: AssessFlags): Asked {
  const { files, flags } = withAssessFile(given, givenFlags);
  if (files.length === 0) {
    throw new UserError(`whose configuration? No file is given, and there is no ${assessFileName} here`, {
      hint: 'Give the path of one: `fsync-lab assess server.properties`.',
    });
  }
  const threats = pickThreats(flags.threats.flatMap((names) => names.split(',')));
  refuseUnknown(flags.allow, threats);
  const facts = configFacts(files);
  const replicas = flags.replicationFactor ?? facts.replicas ?? replicasDefault;
  const acks = flags.acks === '1' ? 1 : -1;
  return { files, flags, threats, facts, use: { replicas, acks, topicConfig: flags.topicConfig } };
}

/** An acceptance of a threat that does not exist would accept nothing, and nobody would notice. */
function refuseUnknown(allowed: readonly string[], picked: readonly Threat[]): void {
  const known = [...new Set([...pickThreats([]), ...picked].map(({ name }) => name))];
  const unknown = allowed.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UserError(`--allow ${unknown}: no threat is called so${didYouMean(unknown, known)}`, {
    hint: `There are ${known.join(', ')}.`,
  });
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

function assessmentOf({ files, flags, facts, use }: Asked, { rows, changes, sample }: Assessed): Assessment {
  const view = sample?.judged.view;
  const replicas = `topics of ${countText(use.replicas, 'replica')}`;
  return {
    files,
    digest: facts.digest,
    date: new Date().toISOString(),
    versions: { ...view?.run?.versions, Linux: release() },
    runtime: view?.run?.runtimeTitle ?? flags.runtime,
    setup: [replicas, `acks=${use.acks === -1 ? 'all' : use.acks}`, ...use.topicConfig],
    settings: (view?.plan?.cluster.config ?? {}) as Readonly<Record<string, string>>,
    notes: view?.plan?.warnings ?? [],
    rows,
    changes,
  };
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
