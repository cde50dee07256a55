import { expectationText, unavailableText } from '../judge/expectation.ts';
import { sharedStories } from '../judge/stories.ts';
import type { Judged } from '../judge/verdict.ts';
import { inWordsOf } from '../judge/words.ts';
import { formatHundredths, formatSeconds } from '../lib/duration.ts';
import { printableProse } from '../lib/printable.ts';
import { table } from '../lib/table.ts';
import { countText } from '../lib/words.ts';
import { wrapped } from '../lib/wrapped.ts';
import type { RunResult } from './report.ts';
import { againCommand } from './shared/again.ts';
import { failedStartText } from './shared/failed-start.ts';
import {
  type DataFate,
  dataFate,
  dataWords,
  lossHeadline,
  runName,
  verdictWords,
} from './shared/headline.ts';
import { replicaTable } from './shared/replicas.ts';
import { unaskedText } from './shared/unasked.ts';

type Tone = 'good' | 'bad' | 'warn' | 'plain' | 'dim';

/** A line of the terminal, complete without its colour. */
export interface ClosingLine {
  readonly text: string;
  readonly tone: Tone;
}

const storiesMax = 5;
const reasonsMax = 8;

/** The last lines of a run. Who reads only these knows the result, the reason, and what to do next. */
export function closingLines(
  result: RunResult,
  { withWarnings = true }: { readonly withWarnings?: boolean } = {},
): readonly ClosingLine[] {
  const { judged } = result;
  const parts = [
    judged.lost.length > 0 ? [line(lossHeadline(judged), 'bad')] : [],
    ...lossParts(judged),
    anomalyLines(judged),
    unavailableLines(judged),
    unaskedLines(judged),
    failedStartLines(judged),
    replicaLines(judged),
    withWarnings ? warningLines(judged) : [],
    [dataLine(judged), ...verdictLines(judged), ...nextLines(result)],
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : [line(''), ...part]));
}

function line(text: string, tone: Tone = 'plain'): ClosingLine {
  return { text, tone };
}

/** A label and the words beside it, in as many lines as they take. */
function labelled(label: string, text: string, tone?: Tone): ClosingLine[] {
  const lines = wrapped(text, { first: `  ${label}  `, next: ' '.repeat(label.length + 4) });
  return lines.map((words) => line(words, tone));
}

function lossParts({ lost, events }: Judged): ClosingLine[][] {
  const stories = sharedStories(lost);
  const told = stories.slice(0, storiesMax);
  const parts = told.map(({ title, story }) => [
    line(printableProse(inWordsOf(events.plan, `  ${title}`))),
    ...story.flatMap(storyLines),
  ]);
  const more = lost.length - told.reduce((sum, { records }) => sum + records.length, 0);
  return more > 0 ? [...parts, [line(`  … and ${more} more, all in verdict.json`, 'dim')]] : parts;
}

function storyLines({ time, text }: Judged['lost'][number]['story'][number]): ClosingLine[] {
  return labelled(formatHundredths(time).padStart(10), printableProse(text));
}

function anomalyLines({ anomalies }: Judged): ClosingLine[] {
  const found = Object.entries(anomalies).map(([name, findings]) => `${name} (${findings.length})`);
  if (found.length === 0) return [];
  return labelled('anomalies', found.join(', '));
}

function unavailableLines({ unavailability }: Judged): ClosingLine[] {
  return unavailability.map((stretch) => line(printableProse(`  ${unavailableText(stretch)}`)));
}

function unaskedLines(judged: Judged): ClosingLine[] {
  const text = unaskedText(judged);
  return text === null ? [] : labelled('acks=0', text);
}

function failedStartLines({ failedStarts }: Judged): ClosingLine[] {
  return failedStarts.flatMap((failed) =>
    wrapped(printableProse(failedStartText(failed)), { first: '  ', next: ' '.repeat(4) }).map((words) =>
      line(words, 'bad'),
    ),
  );
}

function replicaLines({ events }: Judged): ClosingLine[] {
  const { head, rows } = replicaTable(events);
  if (rows.length === 0) return [];
  const columns = head.map((title) => ({ title: printableProse(title) }));
  const lines = table(
    columns,
    rows.map((row) => row.map(printableProse)),
  );
  return lines.map((text, i) => line(`  ${text}`, i === 0 ? 'dim' : 'plain'));
}

function warningLines({ events }: Judged): ClosingLine[] {
  return events.warnings.flatMap((warning) => labelled('warning', printableProse(warning), 'warn'));
}

/** A run on one line: what happened to the data, whether that was expected, and where to read on. */
export function shortLine(result: RunResult): ClosingLine {
  const { judged, folder } = result;
  const where = folder === null ? '' : ` · ${folder}/report.html`;
  const text = `${runName(judged)}  ${dataWords(judged)} · ${verdictWords(judged)}  ${sentences(judged)[0] ?? ''}${where}`;
  return line(printableProse(text), dataTones[dataFate(judged)]);
}

/** After several runs, on both axes: `3 runs: data lost in 1 (key9-loss); as expected 3 of 3`. */
export function totalLine(results: readonly RunResult[]): ClosingLine {
  const withFate = (fate: DataFate) =>
    results.filter(({ judged }) => dataFate(judged) === fate).map(({ judged }) => runName(judged));
  const [lost, unknown] = [withFate('lost'), withFate('unknown')];
  const asExpected = results.filter(({ judged }) => judged.verdict === 'as-expected').length;
  const parts = [
    lost.length === 0 ? 'data lost in none' : `data lost in ${lost.length} (${lost.join(', ')})`,
    ...(unknown.length === 0 ? [] : [`not known of ${unknown.length} (${unknown.join(', ')})`]),
    `as expected ${asExpected} of ${results.length}`,
  ];
  const tone = lost.length > 0 ? 'bad' : unknown.length > 0 ? 'warn' : 'good';
  return line(printableProse(`${results.length} runs: ${parts.join('; ')}`), tone);
}

const dataTones = { lost: 'bad', kept: 'good', unknown: 'warn' } as const;

/** Two axes, two lines: a loss that was expected is still a loss, and must not look like a success. */
function dataLine(judged: Judged): ClosingLine {
  return line(printableProse(dataWords(judged)), dataTones[dataFate(judged)]);
}

const toneOf = { 'as-expected': 'plain', 'not-as-expected': 'bad', inconclusive: 'warn' } as const;

function verdictLines(judged: Judged): ClosingLine[] {
  const tone = toneOf[judged.verdict];
  const [first, ...others] = sentences(judged);
  const words = verdictWords(judged);
  const next = ' '.repeat(words.length + 2);
  const lines = wrapped(printableProse(first ?? ''), { first: `${words}  `, next });
  const more = others
    .slice(0, reasonsMax - 1)
    .flatMap((reason) => wrapped(printableProse(reason), { first: next, next: `${next}  ` }));
  const left = others.length - (reasonsMax - 1);
  const rest = left > 0 ? [`${next}… and ${left} more, all in verdict.json`] : [];
  return [...lines, ...more, ...rest].map((text) => line(text, tone));
}

function sentences({ verdict, reasons, events, accounting }: Judged): readonly string[] {
  if (verdict !== 'as-expected') return reasons;
  const took = formatSeconds(events.durationMs);
  if (events.plan) return [`the scenario expects ${expectationText(events.plan.expect)} · ${took}`];
  return [`no anomaly; ${countText(accounting.attempted, 'record')} sent, ${accounting.acked} acknowledged`];
}

function nextLines({ judged, folder, missing = [] }: RunResult): ClosingLine[] {
  const again = againCommand(judged.events);
  return [
    ...missing.map((text) => line(printableProse(text), 'warn')),
    ...(folder === null ? [] : [line(`report  ${printableProse(folder)}/report.html`, 'dim')]),
    ...(again === null ? [] : [line(`again   ${printableProse(again)}`, 'dim')]),
  ];
}
