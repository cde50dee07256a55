import { expect, test } from 'vitest';
import { runLine } from '../checks/testing/lines.ts';
import { safeRun } from '../checks/testing/run.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { AssessFlags } from './assess-flags.ts';
import { assessmentOf } from './assessment-of.ts';

test('what nodes have otherwise is named after them, and what several say alike is told once', async () => {
  const cluster = { config: { a: '1' }, nodes: { 'broker-2': { config: { b: '2' } } } };
  const [, ...events] = safeRun();
  const warnings = ['broker-2', 'broker-1'].map((node) => ({
    type: 'warning' as const,
    time: 1,
    text: `${node} runs with a = 3`,
  }));
  const judged = await judgeHistory([runLine({ cluster }), ...warnings, ...events]);
  const asked = {
    files: ['a.properties'],
    flags: { runtime: 'local' } as AssessFlags,
    threats: [],
    facts: { set: [], version: '4.3.1', replicas: undefined, contradictions: [], digest: 'd' },
    use: { replicas: 3, acks: -1, topicConfig: [] },
  };
  const found = assessmentOf(asked, { rows: [], changes: [], sample: { judged, folder: 'r' } });
  expect(found.settings).toEqual({ a: '1', 'broker-2: b': '2' });
  expect(found.notes).toEqual(['broker-1, broker-2 runs with a = 3']);
});
