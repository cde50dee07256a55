import { expectationText, unavailableText } from '../../judge/expectation.ts';
import type { Judged } from '../../judge/verdict.ts';
import { recordOfRound } from '../../judge/words.ts';
import { holdersText, type Plan } from '../../plan.ts';
import type { RunResult } from '../report.ts';
import { againCommand } from '../shared/again.ts';
import { failedStartText } from '../shared/failed-start.ts';
import { dataWords, fateOf, verdictWords } from '../shared/headline.ts';
import { unaskedText } from '../shared/unasked.ts';
import { lostTitle } from './losses.ts';
import type { Cell } from './section.ts';

const lossesMax = 5;

/** What a reader sees before anything else: the answer, and a few rows that say why and how to see it again. */
export interface Summary {
  readonly name: string;
  /** `DATA LOST 1 of 20, as expected`. */
  readonly answer: string;
  readonly title: string | null;
  readonly rows: readonly { readonly name: string; readonly values: readonly Cell[] }[];
}

/** The answer first, then lost, why, reason, expected, set-up, run and again, where there is something to say. */
export function summaryOf({ judged, folder }: RunResult): Summary {
  const { events, reasons, unavailability, failedStarts } = judged;
  const { plan } = events;
  const again = againCommand(events);
  const setUp = setUpText(judged);
  const unasked = unaskedText(judged);
  const rows = [
    { name: 'lost', values: lostTexts(judged) },
    { name: 'why', values: whyTexts(judged) },
    { name: 'reason', values: reasons },
    { name: 'acks=0', values: unasked === null ? [] : [unasked] },
    { name: 'unavailable', values: unavailability.map(unavailableText) },
    { name: 'stays down', values: failedStarts.map(failedStartText) },
    { name: 'expected', values: plan ? [expectationText(plan.expect)] : [] },
    { name: 'set-up', values: setUp === '' ? [] : [setUp] },
    { name: 'run', values: folder === null ? [] : [{ code: folder }] },
    { name: 'again', values: again === null ? [] : [{ code: again }] },
  ];
  return {
    name: plan ? [plan.name, ...(plan.variant ? [plan.variant] : [])].join(', ') : 'history',
    answer: `${dataWords(judged)}, ${verdictWords(judged).toLowerCase()}`,
    title: plan?.title || null,
    rows: rows.filter(({ values }) => values.length > 0),
  };
}

function lostTexts({ lost, events }: Judged): readonly string[] {
  const texts = lost.slice(0, lossesMax).map((record) => {
    const by = record.replacedBy ? ` (reused by ${recordOfRound(record.replacedBy)})` : '';
    return `${lostTitle(record, events)}${by}`;
  });
  const more = lost.length - lossesMax;
  return [...texts, ...(more > 0 ? [`… and ${more} more, all in verdict.json`] : [])];
}

function whyTexts({ lost }: Judged): readonly string[] {
  const fates = new Set(lost.map((record) => fateOf(record).join('; ')));
  return [...fates].filter((fate) => fate !== '').slice(0, lossesMax);
}

function minIsr(plan: Plan | null): unknown {
  const key = 'min.insync.replicas';
  const config: unknown = plan?.cluster.config;
  return (
    plan?.settings?.find((setting) => setting.of === null && setting.key === key)?.value ??
    (typeof config === 'object' && config !== null ? Reflect.get(config, key) : undefined)
  );
}

function setUpText({ events: { run, plan } }: Judged): string {
  const isr = minIsr(plan);
  return [
    ...Object.entries(run?.versions ?? {}).map(([name, version]) => `${name} ${version}`),
    ...(plan && plan.nodes.length > 0 ? [holdersText(plan.nodes)] : []),
    ...(isr ? [`min.insync.replicas=${isr}`] : []),
    ...(run ? [run.runtimeTitle] : []),
  ].join(', ');
}
