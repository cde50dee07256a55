import { sharedStories } from '../../judge/stories.ts';
import type { Judged } from '../../judge/verdict.ts';
import { inWordsOf, recordName } from '../../judge/words.ts';
import { formatHundredths } from '../../lib/duration.ts';
import { wordsOf } from '../../lib/system-words.ts';
import { type Block, shortened, tableOf } from './section.ts';
import { detailText } from './sentences.ts';

const storiesMax = 5;

/** The life-line of the lost records, as far as the evidence shows it; those with the same one are told together. */
export function lossBlocks({ lost, events }: Judged): readonly Block[] {
  const told = sharedStories(lost).slice(0, storiesMax);
  const stories = told.flatMap(({ title, story }): Block[] => {
    const rows = story.map(({ time, text }) => [formatHundredths(time), text]);
    return [
      { kind: 'text', text: inWordsOf(events.plan, shortened(title)) },
      ...tableOf(['time', 'what'], rows),
    ];
  });
  const more = lost.length - told.reduce((sum, { records }) => sum + records.length, 0);
  return [
    ...stories,
    ...(more > 0 ? [{ kind: 'text', text: `… and ${more} more, all in verdict.json` } as const] : []),
  ];
}

/** `key9, topic1-0 offset 9`. */
export function lostTitle(record: Judged['lost'][number], { plan }: Pick<Judged['events'], 'plan'>): string {
  const at = record.offset === null ? '' : ` ${wordsOf(plan).position} ${record.offset}`;
  return `${shortened(recordName(record))}, ${record.partition}${at}`;
}

/** What was found wrong in the client history: one row an anomaly, the first finding in words. */
export function anomalyBlocks({ anomalies }: Judged): readonly Block[] {
  const rows = Object.entries(anomalies).map(([name, findings]) => [
    name,
    String(findings.length),
    findings[0] ? detailText(findings[0]) : '',
  ]);
  return tableOf(['anomaly', 'findings', 'the first one'], rows);
}
