import { describe, expect, test } from 'vitest';
import { assessmentHtml } from './assessment/html.ts';
import { assessmentJunit } from './assessment/junit.ts';
import { assessmentMarkdown } from './assessment/markdown.ts';
import { assessmentLines } from './assessment/text.ts';
import { type Assessment, assessmentHeadline, changeText, isSettled, type ThreatRow } from './assessment.ts';
import { junitErrors } from './testing/junit-errors.ts';

const safe: ThreatRow = {
  name: 'killed-one',
  threat: 'one broker is killed',
  verdict: 'safe',
  isAllowed: false,
  acknowledged: 152,
  lost: 0,
  noWritesMs: 2540,
  reasons: [],
  run: 'runs/killed-one/x',
};
const unsafe: ThreatRow = {
  ...safe,
  name: 'loses-power-all',
  threat: 'all brokers lose power',
  verdict: 'unsafe',
  acknowledged: 60,
  lost: 50,
  noWritesMs: null,
  reasons: ['50 of 60 acknowledged records are lost'],
};
const untried: ThreatRow = {
  ...unsafe,
  verdict: 'not tried',
  acknowledged: null,
  lost: null,
  reasons: ['needs root'],
  run: null,
};

function assessment(changes: Partial<Assessment> = {}): Assessment {
  return {
    files: ['server.properties'],
    digest: '54be4ae52a1b6709aaaa',
    date: '2026-11-27T15:41:57.603Z',
    versions: { Kafka: '3.9.1' },
    runtime: 'local processes',
    setup: ['topics of 3 replicas', 'acks=all'],
    settings: { 'log.flush.interval.ms': '1000' },
    notes: [],
    rows: [safe, unsafe],
    changes: [],
    ...changes,
  };
}

const textOf = (it: Assessment) =>
  assessmentLines(it)
    .map(({ text }) => text)
    .join('\n');

test.each([
  [[safe], 'safe against 1 of 1 threat'],
  [[safe, unsafe], 'UNSAFE against 1 of 2 threats'],
  [[safe, { ...unsafe, isAllowed: true }], 'UNSAFE against 1 of 2 threats (1 of them accepted)'],
  [[safe, untried], 'safe against 1 of 2 threats; 1 not tried'],
])('the headline counts what was proven: %#', (rows, headline) => {
  expect(assessmentHeadline({ rows })).toBe(headline);
});

test('only what was proven safe, or accepted, is settled', () => {
  const rows = [
    safe,
    unsafe,
    { ...unsafe, isAllowed: true },
    untried,
    { ...safe, verdict: 'inconclusive' as const },
  ];
  expect(rows.map(isSettled)).toEqual([true, false, true, false, false]);
});

test('a change is told with what it did and what it costs', () => {
  const change = { change: 'a=1', isAsked: false, rows: [safe, unsafe], latencyRatio: 1.42 };
  expect(changeText(change)).toBe(
    'a=1: 1 of 2 become safe: one broker is killed (measured); an acknowledgement takes 1.4 times as long here (measured)',
  );
  expect(changeText({ ...change, rows: [unsafe], latencyRatio: null })).toBe(
    'a=1: none of them becomes safe (measured)',
  );
});

test('the table is complete without colour', () => {
  const lines = textOf(assessment({ notes: ['a.b has no effect'] })).split('\n');
  expect(lines).toEqual([
    '  threat                  acknowledged  lost  no writes for  verdict',
    '  one broker is killed             152     0          2.5 s  safe',
    '  all brokers lose power            60    50              –  UNSAFE',
    '',
    'UNSAFE against 1 of 2 threats',
    'why         all brokers lose power: 50 of 60 acknowledged records are lost',
    'note        a.b has no effect',
  ]);
});

test('in JUnit UNSAFE is a failure, an accepted one passes, and what was not tried is skipped', async () => {
  const xml = assessmentJunit(assessment({ rows: [safe, unsafe, { ...unsafe, isAllowed: true }, untried] }));
  expect(xml).toContain('tests="4" failures="1" errors="0" skipped="1"');
  expect(xml).toContain('<failure message="50 of 60 acknowledged records lost">');
  expect(await junitErrors(xml)).toEqual([]);
});

// Line breaks are our own; anything else of these would act on a screen.
const acting = /[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u;

describe('hostile content', () => {
  const bad = '</td><script>alert(1)</script> ]]> "\' | `x` \u001b[31m \u202e \ud800 \u0000';
  const it = assessment({
    files: [bad],
    settings: { [bad]: bad },
    notes: [bad],
    rows: [{ ...unsafe, threat: bad, reasons: [bad] }],
  });

  test('stays text in HTML', () => {
    const html = assessmentHtml(it);
    expect(html).not.toContain('<script>');
    expect(html).not.toMatch(acting);
  });

  test('leaves JUnit valid', async () => {
    const xml = assessmentJunit(it);
    expect(await junitErrors(xml)).toEqual([]);
    expect(xml).not.toContain('<script>');
    expect(xml).not.toMatch(/\p{Cs}|(?!\n)\p{Cc}/u);
    expect(xml).not.toContain(']]>');
  });

  test('makes no table cell, tag or escape in Markdown and on the terminal', () => {
    expect(assessmentMarkdown(it)).not.toMatch(acting);
    expect(textOf(it)).not.toMatch(acting);
  });
});

test('on a narrow screen no line of the table is wider than it, and what happens is told whole', () => {
  const long = {
    ...unsafe,
    threat: 'two of the three zones of our provider lose power one after the other',
    isAllowed: true,
  };
  const lines = assessmentLines(assessment({ rows: [safe, long] }), 64).map(({ text }) => text);
  const end = lines.indexOf('');
  expect(Math.max(...lines.slice(0, end).map(({ length }) => length))).toBeLessThan(64);
  expect(lines.slice(0, end)).toEqual([
    '  threat                      lost  no writes  verdict',
    '  one broker is killed    0 of 152      2.5 s  safe',
    '  two of the three zones  50 of 60          –  UNSAFE, accepted',
    '  of our provider lose',
    '  power one after the',
    '  other',
  ]);
  expect(textOf(assessment())).toContain('acknowledged  lost  no writes for  verdict');
});
