import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { runCheck } from './commands/check.ts';
import { runTempFolder } from './lib/folders.ts';
import { reportFileName, reports } from './reports/index.ts';
import type { RunResult } from './reports/report.ts';
import { jepsenProblems } from './reports/testing/jepsen-problems.ts';
import { withJava } from './testing/java.ts';
import { expectNothingLeft, testLab, verdictOf } from './testing/lab.ts';

const lab = testLab();

/** Looks, from the first sight of verdict.json on, whether what the brokers live in is still there. */
function watchVerdict(id: string): { end(): readonly boolean[] } {
  const verdict = join(lab.out, 'key9-loss/latest/verdict.json');
  const seen: boolean[] = [];
  const timer = setInterval(() => {
    if (existsSync(verdict)) seen.push(existsSync(runTempFolder(id)));
  }, 1);
  return {
    end() {
      clearInterval(timer);
      // Whoever looked too late must see that it is gone, or the look would prove nothing.
      expect(existsSync(runTempFolder(id))).toBe(false);
      return seen.slice(0, 1);
    },
  };
}

withJava('key9 on real brokers', () => {
  let key9: RunResult;

  let heldWhenTold: readonly boolean[];

  beforeAll(async () => {
    let id = '';
    let watch: ReturnType<typeof watchVerdict> | undefined;
    key9 = await lab.run('key9-loss', {}, (event) => {
      if (event.type === 'run') id = event.id;
      if (event.type === 'end') watch = watchVerdict(id);
    });
    heldWhenTold = watch?.end() ?? [];
  });

  test('every report is written before anything is torn down', () => {
    expect(heldWhenTold).toContain(true);
    const folder = resolve(key9.folder ?? '');
    const files = [...reports.map(reportFileName), 'history.edn'];
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(files));
    const edn = readFileSync(join(folder, 'history.edn'), 'utf8').trimEnd().split('\n');
    expect(jepsenProblems(edn)).toEqual([]);
  });

  test('one lost batch on one disk loses the acknowledged record, as the scenario expects', () => {
    expect(verdictOf(key9)).toEqual({
      exit: 0,
      verdict: 'as-expected',
      valid: false,
      lost: ['key9 topic1-0@9'],
      reasons: [],
    });
    expect(key9.judged.accounting).toMatchObject({ acked: 20, lost: 1 });
  });

  test('the blame tells who acknowledged it, what removed it, and who deleted the last copy', () => {
    const story = key9.judged.lost[0]?.story.map(({ text }) => text).join('\n') ?? '';
    expect(story).toMatch(/acknowledged by broker-2, leader epoch \d+, ISR \{2,3\}/);
    expect(story).toMatch(/in the logs of broker-2 and broker-3/);
    expect(story).toMatch(/truncate removed it from broker-2/);
    expect(story).toMatch(/offset 9 acknowledged again, for key0 of round 2/);
    expect(story).toMatch(/broker-3 truncated its log to offset 9/);
  });

  test('every replica holds 9 records of the first round and 10 of the second at the end', () => {
    const finals = key9.judged.events.logs.filter(({ final }) => final);
    expect(finals.map(({ node, end, rounds }) => ({ node, end, rounds }))).toEqual(
      ['broker-1', 'broker-2', 'broker-3'].map((node) => ({ node, end: 19, rounds: { 1: 9, 2: 10 } })),
    );
  });

  test('the stored history judges the same again, and not when it is cut short', async () => {
    const folder = resolve(key9.folder ?? '');
    const lines: string[] = [];
    expect(await runCheck(folder, { json: true }, (line) => lines.push(line))).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      verdict: 'as-expected',
      lost: [{ offset: 9, key: 'key9' }],
    });
    expect(await checkChanged(folder, 'no-end', (history) => history.slice(0, -1))).toBe(3);
    const withoutEnd = (line: string) => line.replace(/,"atEnd":\{[^}]*\}/, '');
    expect(await checkChanged(folder, 'short-read', (history) => history.map(withoutEnd))).toBe(3);
  });

  test('what was not expected is told: exit code 1', async () => {
    const folder = resolve(key9.folder ?? '');
    const forbid = (line: string) => {
      const event = JSON.parse(line);
      return event.type === 'run'
        ? JSON.stringify({ ...event, plan: { ...event.plan, expect: noLoss } })
        : line;
    };
    expect(await checkChanged(folder, 'no-loss', (history) => history.map(forbid))).toBe(1);
    expect(verdictOf(await lab.run('key9-loss', { set: ['expect=no-loss'] }))).toMatchObject({
      exit: 1,
      valid: false,
    });
  });
});

const noLoss = { loss: 'none', lost: null, anomalies: null, down: [], unavailable: null };

/** Judges a copy of the run with other lines in its history. */
async function checkChanged(
  folder: string,
  name: string,
  change: (lines: readonly string[]) => readonly string[],
) {
  const copy = join(lab.folder, name);
  cpSync(folder, copy, { recursive: true });
  const lines = readFileSync(join(folder, 'history.jsonl'), 'utf8').trimEnd().split('\n');
  writeFileSync(join(copy, 'history.jsonl'), '');
  for (const line of change(lines)) appendFileSync(join(copy, 'history.jsonl'), `${line}\n`);
  return runCheck(copy, { json: true }, () => undefined);
}

withJava('the library on real brokers', () => {
  afterEach(expectNothingLeft);

  test('control: the same without the truncation loses nothing', async () => {
    expect(verdictOf(await lab.run('key9-loss', { variant: 'control' }))).toMatchObject({
      exit: 0,
      lost: [],
    });
  });

  test('control: expecting a loss there is not as expected', async () => {
    const result = await lab.run('key9-loss', { variant: 'control', set: ['expect.lost=1'] });
    expect(verdictOf(result)).toMatchObject({ exit: 1, verdict: 'not-as-expected', lost: [] });
  });

  test('three records cut off are three records lost', async () => {
    expect(verdictOf(await lab.run('key9-loss', { variant: 'three-records' }))).toMatchObject({
      exit: 0,
      lost: ['key7 topic1-0@7', 'key8 topic1-0@8', 'key9 topic1-0@9'],
    });
  });

  test.each(['kafka-recovery', 'kill-all'])('%s loses nothing', async (name) => {
    expect(verdictOf(await lab.run(name))).toMatchObject({ exit: 0, valid: true, lost: [] });
  });
});

withJava('a fault that did nothing', () => {
  afterEach(expectNothingLeft);

  test('zero bytes cut off prove nothing: inconclusive', async () => {
    const { exit, reasons } = verdictOf(await lab.run('key9-loss', { set: ['steps.truncate.bytes=0'] }));
    expect(exit).toBe(3);
    expect(reasons.join()).toMatch(/truncate broker-2: 0 B removed/);
  });

  test('bytes cut off another file than the log prove nothing: inconclusive', async () => {
    const cut = 'steps.truncate={"node":"last-leader","bytes":10,"file":"disk/data/meta.properties"}';
    expect(verdictOf(await lab.run('key9-loss', { set: [cut] })).exit).toBe(3);
  });

  test('a wait that runs out ends inconclusive and tells what it saw last', async () => {
    const { exit, reasons } = verdictOf(await lab.runText(impossibleWait));
    expect(exit).toBe(3);
    expect(reasons.join()).toMatch(/not after 2 s; last seen .*ISR \{1,2,3\}/);
  });
});

const impossibleWait = `
title: an ISR that never comes
cluster: { kafka: "3.4.0", brokers: 3 }
topic: { name: topic1 }
steps:
  - produce: { records: 3 }
  - wait: { isr: [broker-1], timeout: 2s }
`;

withJava('a cluster that cannot come up', () => {
  afterEach(expectNothingLeft);

  test("tells the reason in Kafka's own words, once, and waits for nothing", async () => {
    const { judged } = await lab.runText(refusedConfig);
    expect(judged.exit).toBe(3);
    expect(judged.reasons).toEqual([expect.stringMatching(refused)]);
    expect(judged.events.steps.map(({ name, event }) => `${name} ${event}`)).toEqual([
      'cluster-up began',
      'cluster-up gave-up',
    ]);
  });
});

const refused =
  /^controller-1: kafka-storage format failed: java.lang.IllegalArgumentException: requirement failed: replica\.socket\.timeout/;
const refusedConfig = `
title: a configuration that Kafka refuses
cluster:
  kafka: "3.9.1"
  metadata: kraft
  brokers: 3
  config: { replica.fetch.wait.max.ms: 40000, replica.lag.time.max.ms: 30000 }
topic: { name: topic1 }
steps:
  - produce: { records: 3 }
`;
