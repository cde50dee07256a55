import { expect, test } from 'vitest';
import { nothingExpected } from '../checks/testing/lines.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { markdown } from './markdown.ts';

async function reportOf(events: readonly HistoryEvent[]): Promise<string> {
  return markdown.render({ judged: await judgeHistory(events), folder: 'runs/1' });
}

test('the heading and the table answer: lost, why, set-up, again', async () => {
  const report = await reportOf(lossRun({ expect: { ...nothingExpected, lost: 1 } }));
  expect(report.split('\n\n<details>')[0]).toMatchInlineSnapshot(`
    "## key9-loss: DATA LOST 1 of 20, as expected

    One lost batch on one disk

    |  |  |
    | --- | --- |
    | lost | key9, topic1-0 offset 9 (reused by key0 of round 2) |
    | why | truncate removed it from broker-2; broker-2 elected leader, epoch 2, log end offset 9; broker-3 truncated its log to offset 9 |
    | expected | 1 lost record |
    | set-up | Kafka 3.4.0, ZooKeeper 3.8.1, 3 brokers, min.insync.replicas=2, local processes |
    | run | \`runs/1\` |
    | again | \`fsync-lab run scenarios/key9-loss.yaml --runtime local\` |"
  `);
});

test('the details hold every proof', async () => {
  const report = await reportOf(lossRun());
  const titles = [...report.matchAll(/<summary>(.*?)<\/summary>/g)].map((match) => match[1]);
  expect(titles).toEqual([
    'What became of the lost records',
    'Timeline',
    'Faults and their proof',
    'Replicas at the end',
    'Leaders and ISRs',
    'Counts of the final read',
    'Anomalies',
    'Configuration that mattered',
    'What was planned',
    'Versions and machine',
    'Limits of the evidence',
  ]);
  expect(report).toContain(
    '| 4.15 s | truncate broker-2 | yes | file data/topic1-0/0.log; bytes 750 → 740; removed offset 9 (1/9) |',
  );
  expect(report).toContain('| 4.16 s |  | truncate: broker-2: 750 → 740 B |');
  expect(report).toContain('| broker-3 | 19 | 9 | 10 |');
  expect(report).toContain('| 20 | 20 | 19 | 0 | 1 | 0 |');
});

test('a run without a loss says nothing of lost records', async () => {
  const report = await reportOf(safeRun({ expect: { ...nothingExpected, loss: 'none' } }));
  expect(report).toContain('## key9-loss: nothing lost of 20, as expected');
  expect(report).not.toMatch(/^\| (lost|why) \|/m);
});

test('nothing from outside becomes Markdown, HTML or a secret told', async () => {
  const hostile = '<img src=x onerror=alert(1)> [a](http://b) | `c` \n# d';
  const report = await reportOf(
    lossRun({ title: hostile, name: hostile, warnings: [hostile] }).map((event) =>
      event.type === 'op'
        ? {
            ...event,
            actions: JSON.parse(JSON.stringify(event.actions).replaceAll('"key9"', JSON.stringify(hostile))),
          }
        : event,
    ),
  );
  const outsideCode = report.replace(/^ {4}.*$/gm, '').replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
  expect(outsideCode).not.toMatch(/<img|[^\\]\[a\]|^# d/m);
  expect(outsideCode).not.toContain('http://');
  expect(report).not.toContain('hunter2');
});
