import type { Judged } from '../judge/verdict.ts';
import { formatHundredths } from '../lib/duration.ts';
import type { Report, RunResult } from './report.ts';
import { lostTitle } from './sections/losses.ts';
import { shortened } from './sections/section.ts';
import { verdictWords } from './shared/headline.ts';
import { junitXml, type TestCase, type TestSuite } from './shared/junit.ts';

const storiesMax = 20;

/** For CI: a test case an expectation and one an evidence check; what proves nothing is an error. */
export const junit: Report = {
  name: 'junit',
  file: 'junit',
  extension: 'xml',
  summary: 'a test case an expectation and one an evidence check, for CI',
  render: (result) => junitXml(suiteOf(result)),
};

/** Several runs as one file, one suite a run; those that were asked for and have no result are errors. */
export function junitOfRuns(results: readonly RunResult[], unfinished: readonly string[]): string {
  const missing = unfinished.map((name): TestSuite => {
    const cases = [{ group: name, name: 'run', outcome: 'broken', message: 'it has no result' } as const];
    return { name, cases };
  });
  return junitXml(...results.map(suiteOf), ...missing);
}

function suiteOf({ judged, folder }: RunResult): TestSuite {
  const { plan } = judged.events;
  const name = shortened([plan?.name ?? 'history', ...(plan?.variant ? [plan.variant] : [])].join(' '));
  const evidence = plan ? evidenceCases(judged, name) : [];
  const cases = [...expectationCases(judged, name), ...evidence];
  const isTold = judged.exit === 0 || cases.some(({ outcome }) => outcome !== 'passed');
  const all = isTold && cases.length > 0 ? cases : [verdictCase(judged, name), ...cases];
  // The time of the whole run is told once: tools add the cases up.
  const seconds = judged.events.durationMs / 1000;
  return {
    name: folder === null ? name : `${name} (${folder})`,
    cases: all.map((one, index) => (index === 0 ? { ...one, seconds } : one)),
  };
}

function expectationCases(judged: Judged, group: string): readonly TestCase[] {
  const isOpen = judged.verdict === 'inconclusive';
  return judged.expectations.map(({ text, unlike }): TestCase => {
    const shared = { group, name: `expects ${text}` };
    const message = unlike.join('; ');
    if (isOpen) {
      return {
        ...shared,
        outcome: 'broken',
        message: 'the run proves nothing',
        text: judged.reasons.join('\n'),
      };
    }
    if (unlike.length === 0) return { ...shared, outcome: 'passed' };
    return { ...shared, outcome: 'failed', message, text: blameText(judged) };
  });
}

function evidenceCases({ evidence }: Judged, group: string): readonly TestCase[] {
  return evidence.map(({ name, reasons }): TestCase => {
    const shared = { group, name: `evidence: ${name}` };
    const [first] = reasons;
    if (first === undefined) return { ...shared, outcome: 'passed' };
    return { ...shared, outcome: 'broken', message: shortened(first), text: reasons.join('\n') };
  });
}

/** Where no single case tells the verdict: a history of somebody else, or an interrupt. */
function verdictCase(judged: Judged, group: string): TestCase {
  const shared = { group, name: 'verdict' };
  if (judged.exit === 0) return { ...shared, outcome: 'passed' };
  const outcome = judged.verdict === 'not-as-expected' ? 'failed' : 'broken';
  return { ...shared, outcome, message: verdictWords(judged), text: judged.reasons.join('\n') };
}

/** Who lost what, as far as the evidence shows it. */
function blameText({ lost, events }: Judged): string {
  const stories = lost.slice(0, storiesMax).map((record) => {
    const lines = record.story.map(({ time, text }) => `  ${formatHundredths(time)} ${text}`);
    return [lostTitle(record, events), ...lines].join('\n');
  });
  const more = lost.length - storiesMax;
  return [...stories, ...(more > 0 ? [`… and ${more} more, all in verdict.json`] : [])].join('\n');
}
