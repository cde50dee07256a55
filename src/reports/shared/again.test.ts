import { expect, test } from 'vitest';
import { runLine } from '../../checks/testing/lines.ts';
import { judgeHistory } from '../../judge/verdict.ts';
import type { Plan } from '../../plan.ts';
import { againCommand } from './again.ts';

const again = async (changes: Partial<Plan>) => againCommand((await judgeHistory([runLine(changes)])).events);

test.each([
  [{}, 'fsync-lab run scenarios/key9-loss.yaml --runtime local'],
  [{ file: null }, 'fsync-lab run key9-loss --runtime local'],
  [{ variant: 'control' }, 'fsync-lab run scenarios/key9-loss.yaml --variant control --runtime local'],
  [
    {
      file: "my file's.yaml",
      patches: ['--variant control', '--set topic.name=a b', '--kafka 3.9.1', '--keep'],
    },
    "fsync-lab run 'my file'\\''s.yaml' --runtime local --set 'topic.name=a b' --kafka 3.9.1 --keep",
  ],
  [
    { variant: 'control', patches: ['--control'] },
    'fsync-lab run scenarios/key9-loss.yaml --runtime local --control',
  ],
  [
    { variant: 'xfs-control', patches: ['--variant xfs', '--control'] },
    'fsync-lab run scenarios/key9-loss.yaml --variant xfs --runtime local --control',
  ],
])('%j', async (changes, command) => {
  expect(await again(changes)).toBe(command);
});

test('flags that are no part of the plan are there, too', async () => {
  const run = { ...runLine({ patches: ['--budget 30s'] }), flags: ['--out my runs', '--ca ca.pem'] };
  expect(againCommand((await judgeHistory([run])).events)).toBe(
    "fsync-lab run scenarios/key9-loss.yaml --runtime local --budget 30s --out 'my runs' --ca ca.pem",
  );
});

test('a history without a plan cannot be run again', async () => {
  expect(againCommand((await judgeHistory([])).events)).toBeNull();
});
