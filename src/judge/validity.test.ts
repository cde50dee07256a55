import { expect, test } from 'vitest';
import type { AnomalyCheck, EvidenceCheck } from '../checks/check.ts';
import { factsOf } from '../checks/testing/notation.ts';
import { startEvidence } from './evidence.ts';
import { judgeValidity } from './validity.ts';

const facts = factsOf('P0 send ok a@0; P1 poll ok a@0');
const check = (name: string, more: Partial<AnomalyCheck> = {}): AnomalyCheck => ({
  name,
  summary: '',
  failing: true,
  judge: () => [],
  ...more,
});
const throwing = check('broken', {
  judge() {
    throw new Error('index out of range');
  },
});

test('a check that throws makes a history unknown, never valid', () => {
  expect(judgeValidity(facts, [check('fine')], true).valid).toBe(true);
  expect(judgeValidity(facts, [check('fine'), throwing], true)).toMatchObject({
    valid: 'unknown',
    doubts: ['the check for broken failed: index out of range'],
  });
});

test('the worst wins: what fails is invalid, whatever else is in doubt', () => {
  const failing = check('bad', { judge: () => [{ partition: 'x-0' }] });
  expect(judgeValidity(facts, [throwing, failing], false).valid).toBe(false);
});

test('an anomaly that fails nothing is reported', () => {
  const harmless = check('odd', { failing: false, judge: () => [{}] });
  const excused = check('skip', { judge: () => [{ failing: false }] });
  const validity = judgeValidity(facts, [harmless, excused], true);
  expect(validity.valid).toBe(true);
  expect(Object.keys(validity.anomalies)).toEqual(['odd', 'skip']);
});

test.each(['on', 'end'] as const)('an evidence check that throws in %s is a reason', (where) => {
  const evidence: EvidenceCheck = {
    name: 'broken',
    summary: '',
    start: () => ({
      on: () => fail('on'),
      end() {
        fail('end');
        return [];
      },
    }),
  };
  const fail = (at: string) => {
    if (at === where) throw new Error('no such thing');
  };
  const fold = startEvidence([evidence]);
  fold.on({ type: 'end', time: 0 });
  fold.on({ type: 'end', time: 0 });
  expect(fold.end().flatMap(({ reasons }) => reasons)).toEqual([
    'the check for broken failed: no such thing',
  ]);
});
