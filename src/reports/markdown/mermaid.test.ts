import { expect, test } from 'vitest';
import { lossRun } from '../../checks/testing/run.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { judgeHistory } from '../../judge/verdict.ts';
import { mermaidLanes } from './mermaid.ts';

const draw = async (events: HistoryEvent[]) => mermaidLanes((await judgeHistory(events)).events);

const lived = (node: string): HistoryEvent[] => [
  { type: 'node', time: 500, node, event: 'started' },
  { type: 'node', time: 2000, node, event: 'ready' },
  { type: 'node', time: 4000.4, node, event: 'exited', signal: 'SIGKILL' },
];

test('a bar for each thing that a node did, and the faults', async () => {
  expect(await draw([...lived('broker-2'), ...lossRun()])).toBe(
    [
      '```mermaid',
      'gantt',
      '    dateFormat x',
      '    axisFormat %M:%S',
      '    section broker-2',
      '    starting :active, 500, 2000',
      '    up :done, 2000, 4000',
      '    dead :crit, 4000, 12600',
      '    section faults',
      '    truncate broker-2 :milestone, 4150, 0ms',
      '```',
    ].join('\n'),
  );
});

test('no text ends the drawing or its line', async () => {
  const drawn = await draw(lived('a: b;\n```\n<script>%% #quot; "x"'));
  expect(drawn?.split('\n')).toContain('    section a b script quot x');
  expect(drawn?.split('\n')).toHaveLength(8);
});

test('a history without the lives of nodes has no picture', async () => {
  expect(await draw([])).toBeNull();
});
