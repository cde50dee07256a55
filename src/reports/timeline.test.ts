import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stepLine } from '../checks/testing/lines.ts';
import { lossRun } from '../checks/testing/run.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeFile, judgeHistory } from '../judge/verdict.ts';
import { hostileRun } from './testing/hostile.ts';
import { timeline } from './timeline.ts';

const pictureOf = async (events: readonly HistoryEvent[]) =>
  timeline.render({ judged: await judgeHistory(events), folder: null });

const life = (...changes: [number, Extract<HistoryEvent, { type: 'node' }>['event']][]): HistoryEvent[] =>
  changes.map(([time, event]) => ({ type: 'node', time, node: 'broker-2', event }));

function barsOf(picture: string, kind: string): string[] {
  const bars = picture.matchAll(/<rect x="([\d.]+)%" width="([\d.]+)%" [^>]*class="([^"]*)"/g);
  return [...bars].filter((bar) => bar[3] === kind).map((bar) => `${bar[1]} ${bar[2]}`);
}

test('a node starts, is up, is paused, dies: each for as long as it was', async () => {
  const nodes = life([0, 'started'], [1260, 'ready'], [2520, 'paused'], [3780, 'resumed'], [6300, 'exited']);
  const picture = await pictureOf([...nodes, ...lossRun()]);
  expect(barsOf(picture, 'starting')).toEqual(['0.000 10.000']);
  expect(barsOf(picture, 'up')).toEqual(['10.000 10.000', '30.000 20.000']);
  expect(barsOf(picture, 'paused')).toEqual(['20.000 10.000']);
  expect(barsOf(picture, 'dead')).toEqual(['50.000 50.000']);
});

test('a node that is cut off is up and told apart, until it is connected or dies', async () => {
  const nodes = life([0, 'ready'], [1260, 'cut-off'], [2520, 'exited'], [3780, 'ready'], [6300, 'connected']);
  const picture = await pictureOf([...nodes, ...lossRun()]);
  expect(barsOf(picture, 'cut-off')).toEqual(['10.000 10.000', '30.000 20.000']);
  expect(barsOf(picture, 'dead')).toEqual(['20.000 10.000']);
  expect(barsOf(picture, 'up')).toEqual(['0.000 10.000', '50.000 50.000']);
});

test('leader and ISR, the fault and the lost record are there', async () => {
  const picture = await pictureOf(lossRun());
  expect(barsOf(picture, 'leads')).toEqual(['30.952 69.048']);
  expect(barsOf(picture, 'isr')).toHaveLength(2);
  expect(picture).toMatch(/class="m fault" data-e="\d+" x="32.937%"/);
  expect(picture.match(/class="m lost" data-e/g)).toHaveLength(1);
  expect(picture).toContain('<title id="title">key9-loss: DATA LOST 1 of 20');
});

// The legend has a path of that class, too, without commas.
const areaOfUnknown = /<path class="unknown" d="M[\d.]+,/;

test('a write whose outcome nobody knows is hatched, and marked', async () => {
  const unknown = lossRun().map(
    (event, index): HistoryEvent =>
      event.type === 'op' && index === 5 ? { ...event, status: 'unknown', error: 'timed out' } : event,
  );
  expect(await pictureOf(lossRun())).not.toMatch(areaOfUnknown);
  expect(await pictureOf(unknown)).toMatch(areaOfUnknown);
  expect(await pictureOf(unknown)).toContain('class="m client"');
});

test('a step that gave up is told apart', async () => {
  const steps = [stepLine(0, 'began', { time: 0 }), stepLine(0, 'gave-up', { time: 50 })];
  expect(barsOf(await pictureOf(steps), 'step gave-up')).toEqual(['0.000 100.000']);
});

test('hostile content stays text, and an empty history is a picture, too', async () => {
  const picture = await pictureOf(hostileRun());
  expect(picture).not.toMatch(/<img|<script|\]\]>|[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
  expect(picture.length).toBeLessThan(100_000);
  expect(await pictureOf([])).toContain('</svg>');
});

test('the picture in the README is that of a stored run (else: npm run golden)', async () => {
  const judged = await judgeFile(join(import.meta.dirname, '../testing/stored/key9-loss/history.jsonl'));
  const picture = timeline.render({ judged, folder: null });
  await expect(picture).toMatchFileSnapshot('../../docs/key9-loss.svg');
});
