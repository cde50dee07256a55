import { expect, test } from 'vitest';
import type { Finding } from '../checks/check.ts';
import { anomalyChecks } from '../checks/index.ts';
import { key9, key9ReadBefore } from '../checks/testing/key9.ts';
import { factsOf } from '../checks/testing/notation.ts';
import { judgeValidity, type Validity } from './validity.ts';

const judge = (history: string) => judgeValidity(factsOf(history), anomalyChecks, true);

interface Expected {
  /** Each of these findings and no others of their name. */
  readonly has?: Readonly<Record<string, readonly Finding[]>>;
  readonly none?: readonly string[];
  readonly valid?: Validity['valid'];
}

const sent = 'P5 send unknown a@1; P5 send unknown b@2; P5 send unknown c@3; P5 send unknown d@4';
const skipping = `${sent}; P0 poll ok a@1 b@2; P1 poll ok c@3`;
const six = Array.from({ length: 6 }, (_, i) => `P7 send ok ${i}@${i}`).join('; ');
const rewound = `${six}; P1 poll ok 0@0; P1 txn fail poll 1@1 2@2`;
const skip34 = { delta: 3, values: ['0', '3'], skipped: ['1', '2'] };

/** The minimal histories of the definitions: what each must have, and what it must not have. */
const fixtures: readonly (readonly [history: string, Expected])[] = [
  [
    'P0 send ok 641@537; P1 send ok 645@537',
    {
      has: {
        'inconsistent-offsets': [{ offset: 537, values: ['641', '645'] }],
        'offset-reuse': [{ offset: 537 }],
        'lesser-offset': [{ value: '645' }],
      },
    },
  ],
  ['P0 send unknown 1@0 y:1; P1 send ok 2@0', { none: ['inconsistent-offsets'] }],
  [
    'P0 send unknown 1@0 y:1; P1 send ok 2@0; P2 poll ok y:1@5',
    { has: { 'inconsistent-offsets': [{ offset: 0, values: ['1', '2'] }] } },
  ],
  [
    'P0 send ok a@0; P0 send ok b@1 d@3; P1 send unknown c; P0 poll ok c@2',
    {
      has: {
        'lost-write': [
          { value: 'a', index: 0, 'max-read-index': 2 },
          { value: 'b', index: 1 },
        ],
      },
    },
  ],
  [
    'P0 send ok a@0; P0 send ok b@0 c@2; P0 poll ok b@0 c@2',
    { has: { 'lost-write': [{ value: 'a', 'max-read-index': 1 }], 'inconsistent-offsets': [{ offset: 0 }] } },
  ],
  ['P0 txn unknown a y:b@0; P1 send unknown y:c; P3 poll ok y:c@1', { none: ['lost-write'] }],
  [
    'P0 txn unknown a y:b@0; P1 send unknown y:c; P3 poll ok y:c@1; P2 poll ok a@0',
    { has: { 'lost-write': [{ partition: 'y-0', value: 'b' }] } },
  ],
  ['P0 send fail 2; P1 poll ok 2@0', { has: { G1a: [{ value: '2' }] }, valid: false }],
  ['P0 send fail 2; P1 poll unknown 2@0', { none: ['G1a'] }],
  [`${skipping}; P0 poll ok d@4`, { has: { 'poll-skip': [{ delta: 2, skipped: ['c'] }] }, valid: false }],
  [`${skipping}; P0 assign ok [y-0]; P0 poll ok d@4`, { none: ['poll-skip'], valid: true }],
  [`${skipping}; P0 assign unknown [y-0]; P0 poll ok d@4`, { none: ['poll-skip'] }],
  [`${skipping}; P0 crash unknown; P0 poll ok d@4`, { none: ['poll-skip'] }],
  [`${skipping}; P0 assign ok [x-0,y-0]; P0 poll ok d@4`, { has: { 'poll-skip': [{ delta: 2 }] } }],
  [`${skipping}; P0 assign fail [y-0]; P0 poll ok d@4`, { has: { 'poll-skip': [{ delta: 2 }] } }],
  [
    `${skipping}; P0 subscribe ok [x-0]; P0 poll ok d@4`,
    { has: { 'poll-skip': [{ delta: 2, failing: false }] }, valid: true },
  ],
  [
    `${sent}; P0 poll ok a@1 b@2 c@3; P0 poll ok b@2 c@3 d@4`,
    { has: { 'nonmonotonic-poll': [{ delta: -1, values: ['c', 'b'] }] }, valid: false },
  ],
  [
    `${sent}; P0 poll ok a@1 b@2 c@3; P0 assign ok [y-0]; P0 poll ok b@2 c@3 d@4`,
    { none: ['nonmonotonic-poll'] },
  ],
  [`${rewound}; P1 txn ok poll 1@1 2@2`, { none: ['poll-skip', 'nonmonotonic-poll'] }],
  ...['ok', 'unknown', 'fail'].map(
    (status) => [`${rewound}; P1 txn ${status} poll 3@3 4@4`, { has: { 'poll-skip': [skip34] } }] as const,
  ),
  [
    'P0 send ok a@1; P0 send ok b@2; P0 send ok d@4; P0 poll ok a@1 d@4; P1 poll ok b@2',
    { has: { 'int-poll-skip': [{ delta: 2, skipped: ['b'] }] }, valid: false },
  ],
  [
    'P0 send ok a@1; P0 send ok b@2; P0 send ok d@4; P0 poll ok a@1 d@4 rebalanced=[x-0]; P1 poll ok b@2',
    { none: ['int-poll-skip'] },
  ],
  [
    'P5 send ok a@1; P5 send ok b@2; P5 send ok c@3; P0 poll ok c@3 a@1; P1 poll ok b@2',
    { has: { 'int-nonmonotonic-poll': [{ delta: -2, values: ['c', 'a'] }] } },
  ],
  [
    'P0 send ok c@3 d@4; P0 send ok a@1 b@2',
    { has: { 'nonmonotonic-send': [{ delta: -3 }], 'lesser-offset': [{ value: 'a' }, { value: 'b' }] } },
  ],
  ['P0 send ok c@3 d@4; P0 assign ok [y-0]; P0 send ok a@1 b@2', { none: ['nonmonotonic-send'] }],
  ['P0 send ok c@3 d@4; P0 subscribe ok [y-0]; P0 send ok a@1 b@2', { none: ['nonmonotonic-send'] }],
  [
    'P0 send ok a@1 c; P1 send unknown b; P2 poll ok b@2 c@3; P3 poll ok a@1',
    { has: { 'int-send-skip': [{ delta: 2, skipped: ['b'] }] }, valid: true },
  ],
  ['P0 send ok b@2 a@1; P1 poll ok a@1 b@2', { has: { 'int-nonmonotonic-send': [{ delta: -1 }] } }],
  [
    'P0 send ok a@1; P1 send unknown b; P2 poll ok b@2 a@3',
    { has: { duplicate: [{ value: 'a', offsets: [1, 3] }] } },
  ],
  [
    'P0 send ok 0@1; P0 send fail 1@2; P1 poll fail 0@11 1@12',
    { has: { duplicate: [{ value: '0', offsets: [1, 11] }] } },
  ],
  [
    'P0 send ok a@0 b@1; P0 poll ok a@0',
    { has: { unseen: [{ values: ['b'] }] }, none: ['lost-write'], valid: 'unknown' },
  ],
  [
    'P0 send ok a@0 y:a@1 overlapping P1 send ok b@1 y:b@0; P2 poll ok a@0 b@1 y:b@0 y:a@1',
    { has: { G0: [{ ops: [{ line: 1 }, { line: 2 }] }] }, valid: true },
  ],
  [
    'P0 txn ok send a@0, poll y:b@0 overlapping P1 txn ok send y:b@0, poll a@0',
    { has: { G1c: [{ edges: [{ kind: 'wr' }, { kind: 'wr' }] }] }, valid: false },
  ],
  [
    'P0 txn ok send a@0, poll y:b@0 overlapping P1 txn ok send y:b@0 c@1; P2 poll ok a@0 c@1',
    { has: { G1c: [{ failing: false }] }, none: ['G0'], valid: true },
  ],
  ['P0 txn ok send a@0, poll a@0', { has: { 'precommitted-read': [{ value: 'a' }] }, valid: false }],
  [
    key9,
    {
      has: {
        'inconsistent-offsets': [{ offset: 9 }],
        'lost-write': [{ value: 'k9' }],
        unseen: [{ values: ['k9'] }],
        'offset-reuse': [{ offset: 9 }],
        'lesser-offset': [{ value: 'n0' }],
      },
      valid: false,
    },
  ],
  [key9ReadBefore, { has: { 'inconsistent-offsets': [{ offset: 9 }] }, none: ['lost-write', 'unseen'] }],
];

test.each(fixtures)('%s', (history, { has = {}, none = [], valid }) => {
  const judged = judge(history);
  for (const [name, findings] of Object.entries(has))
    expect(judged.anomalies[name], name).toMatchObject(findings);
  for (const name of none) expect(judged.anomalies).not.toHaveProperty(name);
  if (valid !== undefined) expect(judged.valid).toBe(valid);
});

test('no fixture makes a check throw', () => {
  for (const [history] of fixtures) expect(judge(history).doubts.join()).not.toContain('failed');
});

test('each kind of anomaly has a history that shows it', () => {
  const shown = new Set(fixtures.flatMap(([history]) => Object.keys(judge(history).anomalies)));
  const elsewhere = ['final-read-lost', 'short-log', 'phantom'];
  expect(anomalyChecks.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual(elsewhere);
});
