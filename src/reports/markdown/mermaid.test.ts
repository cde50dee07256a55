import { expect, test } from 'vitest';
import { lossRun, stepLine } from '../../checks/testing/run.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { judgeHistory } from '../../judge/verdict.ts';
import { mermaidTimeline } from './mermaid.ts';

const draw = async (events: HistoryEvent[]) => mermaidTimeline((await judgeHistory(events)).view);

test('each step that ended, at its time', async () => {
  expect(await draw(lossRun())).toBe(
    [
      '```mermaid',
      'timeline',
      '    4.1 s : produce 10 — 10 acknowledged',
      '    4.2 s : truncate broker-2 — 750 → 740 B',
      '    9.9 s : produce 10',
      '    12.6 s : read to the end',
      '```',
    ].join('\n'),
  );
});

test('no text ends the drawing or its line', async () => {
  const drawn = await draw([stepLine(0, 'gave-up', { text: 'a: b;\n```\n<script>%% #quot; "x"' })]);
  expect(drawn?.split('\n')).toEqual([
    '```mermaid',
    'timeline',
    '    0.1 s : a b script quot x — gave up',
    '```',
  ]);
});

test('an apostrophe stays, as one that Mermaid does not take for a quote', async () => {
  const drawn = await draw([stepLine(0, 'ended', { text: "read every replica's log" })]);
  expect(drawn).toContain('read every replica’s log');
});

test('a history without steps has no timeline, a long one is cut', async () => {
  expect(await draw([])).toBeNull();
  const many = Array.from({ length: 50 }, () => stepLine(0, 'ended'));
  expect((await draw(many))?.split('\n')).toContain('    later : 10 more');
});
