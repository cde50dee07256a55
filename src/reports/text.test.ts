import { expect, test } from 'vitest';
import { nothingExpected, stepLine } from '../checks/testing/lines.ts';
import { opsOf } from '../checks/testing/notation.ts';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import type { EventOf, HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import { closingLines, shortLine, totalLine } from './text.ts';

async function textOf(
  events: readonly HistoryEvent[],
  folder: string | null = 'runs/key9-loss/1',
): Promise<string[]> {
  const lines = closingLines({ judged: await judgeHistory(events), folder });
  return lines.map(({ text }) => text);
}

test('a loss that was expected: the answer, the story, the replicas, the verdict, what to do next', async () => {
  expect(await textOf(lossRun({ expect: { ...nothingExpected, lost: 1 } }))).toEqual([
    '1 of 20 acknowledged records is lost',
    '',
    '  key9 (topic1-0 offset 9)',
    '      4.09 s  acknowledged by broker-2, leader epoch 1, ISR {2,3}',
    '      4.13 s  in the logs of broker-2 and broker-3',
    '      4.15 s  truncate removed it from broker-2',
    '      6.92 s  broker-2 elected leader, epoch 2, log end offset 9',
    '      9.80 s  offset 9 acknowledged again, for key0 of round 2',
    '     11.90 s  broker-3 truncated its log to offset 9',
    '     12.50 s  no longer in the logs of broker-1, broker-2 and broker-3',
    '',
    '  anomalies  final-read-lost (1), lost-write (1), offset-reuse (1),',
    '             lesser-offset (1), inconsistent-offsets (1), unseen (1)',
    '',
    '  replica   end offset  records of round 1  records of round 2',
    '  broker-1  19          9                   10',
    '  broker-2  19          9                   10',
    '  broker-3  19          9                   10',
    '',
    'DATA LOST 1 of 20',
    'AS EXPECTED  the scenario expects 1 lost record · 12.6 s',
    'report  runs/key9-loss/1/report.html',
    'again   fsync-lab run scenarios/key9-loss.yaml --runtime local',
  ]);
});

test('what was sent with acks=0 is told apart, and is no loss', async () => {
  const step = stepLine(9, 'ended', { name: 'produce', kind: 'workload' });
  const events = safeRun().flatMap((event) =>
    event.type === 'op' && event.final
      ? [unaskedOf('2/90', event), unaskedOf('2/91', event), step, event]
      : [event],
  );
  const lines = await textOf(events);
  expect(lines.join('\n')).toContain(
    [
      '  acks=0  2 records sent with acks=0: nobody promised to keep them, none counts',
      '          as lost; in the final read 0 that nobody acknowledged are there',
    ].join('\n'),
  );
  expect(lines.join('\n')).not.toContain('DATA LOST');
});

function unaskedOf(value: string, { start }: EventOf<'op'>): EventOf<'op'> {
  const actions = [{ send: { to: 'topic1-0', key: null, value } }];
  return {
    type: 'op',
    process: 7,
    f: 'send',
    status: 'unknown',
    acks: 0,
    start: start - 2,
    end: start - 1,
    actions,
  };
}

test.each([
  [lossRun, { loss: 'none' }, 'bad', 'NOT AS EXPECTED  no loss was expected, 1 acknowledged record is lost'],
  [safeRun, { loss: 'none' }, 'plain', 'AS EXPECTED  the scenario expects no loss · 12.6 s'],
  [
    safeRun,
    { lost: 1 },
    'bad',
    'NOT AS EXPECTED  1 lost record was expected, no acknowledged record is lost',
  ],
] as const)(
  'the verdict is a line of its own, complete without its colour',
  async (makeRun, expected, tone, text) => {
    const judged = await judgeHistory(makeRun({ expect: { ...nothingExpected, ...expected } }));
    expect(closingLines({ judged, folder: null })).toContainEqual({ tone, text });
  },
);

test.each([
  [lossRun, { lost: 1 }, 'bad', 'DATA LOST 1 of 20'],
  [lossRun, { loss: 'none' }, 'bad', 'DATA LOST 1 of 20'],
  [safeRun, { loss: 'none' }, 'good', 'nothing lost of 20'],
  [safeRun, { lost: 1 }, 'good', 'nothing lost of 20'],
] as const)(
  'what happened to the data has a colour of its own, whatever was expected',
  async (makeRun, expected, tone, text) => {
    const judged = await judgeHistory(makeRun({ expect: { ...nothingExpected, ...expected } }));
    const lines = closingLines({ judged, folder: null });
    expect(lines).toContainEqual({ tone, text });
    expect(lines.filter((line) => line.tone === 'good').length).toBe(tone === 'good' ? 1 : 0);
  },
);

test('what is not proven is never told as kept', async () => {
  const events = safeRun().filter(({ type }) => type !== 'end');
  const lines = closingLines({ judged: await judgeHistory(events), folder: null });
  expect(lines).toContainEqual({ tone: 'warn', text: 'nothing seen lost of 20, but that is not proven' });
  expect(lines.filter(({ tone }) => tone === 'good')).toEqual([]);
});

test('a quiet run is one line, on both axes', async () => {
  const judged = await judgeHistory(lossRun({ expect: { ...nothingExpected, lost: 1 } }));
  expect(shortLine({ judged, folder: 'runs/1' })).toEqual({
    tone: 'bad',
    text: 'key9-loss  DATA LOST 1 of 20 · AS EXPECTED  the scenario expects 1 lost record · 12.6 s · runs/1/report.html',
  });
});

test('several runs end with one total, on both axes', async () => {
  const results = await Promise.all(
    [lossRun({ expect: { ...nothingExpected, lost: 1 } }), safeRun({ variant: 'control' })].map(
      async (events) => ({
        judged: await judgeHistory(events),
        folder: null,
      }),
    ),
  );
  expect(totalLine(results)).toEqual({
    tone: 'bad',
    text: '2 runs: data lost in 1 (key9-loss); as expected 2 of 2',
  });
  expect(totalLine(results.slice(1)).tone).toBe('good');
});

test('warnings that a run has told already are not told again', async () => {
  const judged = await judgeHistory(safeRun({ warnings: ['flush.ms has no effect'] }));
  const texts = (withWarnings: boolean) =>
    closingLines({ judged, folder: null }, { withWarnings }).filter(({ text }) => text.includes('flush.ms'));
  expect(texts(true)).toHaveLength(1);
  expect(texts(false)).toEqual([]);
});

test('every reason of an inconclusive run is told, the first one beside the verdict', async () => {
  const events = lossRun({ expect: { ...nothingExpected, lost: 1 } })
    .filter(({ type }) => type !== 'end')
    .map((event) =>
      event.type === 'fault' ? { ...event, happened: false, proof: { why: '0 B removed' } } : event,
    );
  const text = await textOf(events);
  expect(text.slice(-4, -2)).toEqual([
    'INCONCLUSIVE  the history has no `end` line: what came last is not known',
    '              truncate broker-2: 0 B removed, so the run proves nothing',
  ]);
});

test('records with one story tell it once, with their range', async () => {
  const lost = Array.from({ length: 8 }, (_, i) => `P0 send ok a${i}@${i}`).join('; ');
  const text = await textOf(opsOf(`${lost}; P1 poll ok b@8 final atEnd=9`), null);
  expect(text[0]).toBe('8 of 8 acknowledged records are lost');
  expect(text[2]).toBe('  a0 … a7 (x-0 offsets 0-7, 8 records)');
  expect(text.filter((line) => line.includes('acknowledged') && line.startsWith('   '))).toHaveLength(1);
});

test('a long list of stories is cut', async () => {
  const lost = Array.from({ length: 8 }, (_, i) => `P0 send ok p${i}:a${i}@0`).join('; ');
  const ends = Array.from({ length: 8 }, (_, i) => `P1 poll ok p${i}:b@1 final atEnd=p${i}:2`).join('; ');
  const text = await textOf(opsOf(`${lost}; ${ends}`), null);
  expect(text).toContain('  … and 3 more, all in verdict.json');
});

test('a history without a plan is valid, not valid or unknown, and has nothing to run again', async () => {
  const end: HistoryEvent = { type: 'end', time: 1 };
  expect((await textOf([...opsOf('P0 send ok a@0; P1 poll ok a@0'), end], null)).at(-1)).toMatch(
    /^VALID {2}no anomaly/,
  );
  expect((await textOf([...opsOf('P0 send fail a; P1 poll ok a@0'), end], null)).at(-1)).toMatch(
    /^NOT VALID {2}.*1 G1a/,
  );
  expect((await textOf([end], null)).at(-1)).toBe('UNKNOWN  no read returned any record');
});

test('80 columns suffice, and nothing from outside controls the terminal', async () => {
  const warning = `${'a setting without effect '.repeat(8)}\u001b[2J\u202e`;
  const text = await textOf(lossRun({ warnings: [warning] }));
  expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text.join('\n')).toContain('\\x1b[2J\\u{202e}');
});

test('a warning that the run repeated is told once', async () => {
  const events = lossRun({ warnings: ['unknown key'] });
  const text = await textOf([
    events[0]!,
    { type: 'warning', time: 0, text: 'unknown key' },
    ...events.slice(1),
  ]);
  expect(text.filter((line) => line.includes('unknown key'))).toEqual(['  warning  unknown key']);
});

test('no final read: what is left is not known, and that stands above the verdict', async () => {
  const events = lossRun().filter((event) => event.type !== 'op' || !event.final);
  const text = await textOf(events);
  const at = text.findIndex((line) => line.startsWith('INCONCLUSIVE'));
  expect(text[at - 1]).toBe('20 records acknowledged; no final read tells what is left of them');
});
