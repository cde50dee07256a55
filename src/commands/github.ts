import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { messageOf } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import { markdown } from '../reports/markdown.ts';
import type { RunResult } from '../reports/report.ts';
import { dataWords, verdictWords } from '../reports/shared/headline.ts';

// GitHub refuses a summary above 1 MiB, with everything in it.
const summaryBytesMax = 1024 * 1024;

/** Within GitHub Actions a run is told where its reader looks: an annotation at the scenario, the report in the summary. */
export function tellGithub(result: RunResult, env: NodeJS.ProcessEnv, out: (line: string) => void): void {
  if (env.GITHUB_ACTIONS !== 'true') return;
  const annotation = annotationOf(result);
  if (annotation !== null) out(annotation);
  if (!env.GITHUB_STEP_SUMMARY) return;
  try {
    addSummary(env.GITHUB_STEP_SUMMARY, result);
  } catch (error) {
    out(`::warning title=fsync-lab::${data(`no step summary: ${messageOf(error)}`)}`);
  }
}

/** `::error file=scenario.yaml,line=12,title=…::…`; null when the run is as expected. */
function annotationOf({ judged }: RunResult): string | null {
  if (judged.exit === 0) return null;
  const { plan } = judged.events;
  const file = plan?.file;
  const place = file && existsSync(file) ? `file=${property(file)},line=${lineOfExpectation(file)},` : '';
  const title = `${plan?.name ?? 'history'}: ${verdictWords(judged)}, ${dataWords(judged)}`;
  // It proves nothing: no loss was shown. The job fails all the same, by the exit code.
  const level = judged.verdict === 'inconclusive' ? 'warning' : 'error';
  return `::${level} ${place}title=${property(title)}::${data(judged.reasons.join('; ') || title)}`;
}

/** What was expected is what a reader wants to see beside it; the first line where nothing is written of it. */
function lineOfExpectation(file: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  return (
    Math.max(
      0,
      lines.findIndex((line) => /^expect\s*:/.test(line)),
    ) + 1
  );
}

function addSummary(file: string, result: RunResult): void {
  const text = `${markdown.render(result)}\n`;
  const before = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (before + Buffer.byteLength(text) > summaryBytesMax) throw new Error('it would be above 1 MiB');
  appendFileSync(file, text);
}

// A line break would begin another command, and so would one that GitHub decodes from its escapes.
function data(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
