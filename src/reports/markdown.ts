import { expectationText, unavailableText } from '../judge/expectation.ts';
import type { Judged } from '../judge/verdict.ts';
import { recordName, recordOfRound } from '../judge/words.ts';
import type { Plan } from '../plan.ts';
import { markdownDetails } from './markdown/details.ts';
import { code, escaped, table } from './markdown/escape.ts';
import type { Report, RunResult } from './report.ts';
import { againCommand } from './shared/again.ts';
import { dataWords, fateOf, verdictWords } from './shared/headline.ts';

const lossesMax = 5;

/** What lands in a pull request: the answer in the heading, the proof folded below. */
export const markdown: Report = {
  name: 'markdown',
  file: 'report',
  extension: 'md',
  summary: 'the result for people, as it lands in a pull request',
  render: (result) => {
    const { view } = result.judged;
    const paragraphs = [
      `## ${heading(result.judged)}`,
      ...(view.plan?.title ? [escaped(view.plan.title)] : []),
      table(['', ''], summaryRows(result)),
      ...markdownDetails(result),
    ];
    return `${paragraphs.join('\n\n')}\n`;
  },
};

function heading(judged: Judged): string {
  const { plan } = judged.view;
  const name = plan ? [plan.name, ...(plan.variant ? [plan.variant] : [])].join(', ') : 'history';
  return `${escaped(name)}: ${escaped(dataWords(judged))}, ${verdictWords(judged).toLowerCase()}`;
}

function summaryRows({ judged, folder }: RunResult): string[][] {
  const { lost, reasons, unavailability, view } = judged;
  const again = againCommand(view);
  const setUp = setUpText(judged);
  return [
    ...(lost.length > 0 ? [['lost', lostText(judged)]] : []),
    ...(lost.length > 0 && whyText(judged) !== '' ? [['why', whyText(judged)]] : []),
    ...(reasons.length > 0 ? [['reason', reasons.map(escaped).join('<br>')]] : []),
    ...unavailability.map((stretch) => ['unavailable', escaped(unavailableText(stretch))]),
    ...(view.plan ? [['expected', escaped(expectationText(view.plan.expect))]] : []),
    ...(setUp === '' ? [] : [['set-up', setUp]]),
    ...(folder === null ? [] : [['run', code(folder)]]),
    ...(again === null ? [] : [['again', code(again)]]),
  ];
}

function lostText({ lost }: Judged): string {
  const texts = lost.slice(0, lossesMax).map((record) => {
    const at = record.offset === null ? '' : ` offset ${record.offset}`;
    const by = record.replacedBy ? ` (reused by ${recordOfRound(record.replacedBy)})` : '';
    return escaped(`${recordName(record)}, ${record.partition}${at}${by}`);
  });
  const more = lost.length - lossesMax;
  return [...texts, ...(more > 0 ? [`… and ${more} more, all in verdict.json`] : [])].join('<br>');
}

function whyText({ lost }: Judged): string {
  const fates = new Set(lost.map((record) => fateOf(record).join('; ')));
  return [...fates]
    .filter((fate) => fate !== '')
    .slice(0, lossesMax)
    .map(escaped)
    .join('<br>');
}

function minIsr(plan: Plan | null): unknown {
  const key = 'min.insync.replicas';
  const config: unknown = plan?.cluster.config;
  return (
    plan?.settings?.find((setting) => setting.of === null && setting.key === key)?.value ??
    (typeof config === 'object' && config !== null ? Reflect.get(config, key) : undefined)
  );
}

function setUpText({ view: { run, plan } }: Judged): string {
  const brokers = plan?.nodes.filter(({ role }) => role === 'broker').length ?? 0;
  const isr = minIsr(plan);
  return [
    ...Object.entries(run?.versions ?? {}).map(([name, version]) => `${name} ${version}`),
    ...(brokers > 0 ? [`${brokers} brokers`] : []),
    ...(isr ? [`min.insync.replicas=${isr}`] : []),
    ...(run ? [run.runtimeTitle] : []),
  ]
    .map(escaped)
    .join(', ');
}
