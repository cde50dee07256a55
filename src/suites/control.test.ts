import { expect, test } from 'vitest';
import { loadScenario, planScenario } from '../scenario/index.ts';
import { controlOf, sideOf, withControls } from './control.ts';

const planOf = (name: string, variant?: string) => planScenario(loadScenario(name), { variant });
const texts = (name: string, variant?: string) =>
  controlOf(planOf(name, variant)).steps.map(({ text }) => text);

test('a truncation is left out, everything else stays', () => {
  const plan = planOf('key9-loss');
  expect(texts('key9-loss')).toEqual(
    plan.steps.filter(({ name }) => name !== 'truncate').map(({ text }) => text),
  );
});

test('a loss of power becomes a kill of the same nodes', () => {
  expect(texts('key9-power-loss')).toContain('kill last-leader');
  expect(texts('key9-power-loss').join()).not.toContain('power');
});

test('an fsync that lies tells the truth', () => {
  expect(texts('key9-power-loss', 'lying-fsync')).toContain('fsync of brokers is honest');
});

test('a cut is left out with the waits for what comes of it', () => {
  expect(texts('isolate-leader', 'acks-1')).toEqual([
    'load: {rate: 50/s, give-up: 30s, acks: 1}',
    'wait: {end-offset: 20}',
    'pick: {old: leader, one: follower, two: follower}',
    'idle: 2s',
    'heal: old',
    'wait: {registered: old}',
    'wait: {isr: replicas}',
    'wait: {acknowledged: 20}',
    'stop-load',
  ]);
});

test('a control must lose nothing, and its name and patches tell what it is', () => {
  expect(controlOf(planOf('key9-power-loss', 'xfs'))).toMatchObject({
    variant: 'xfs-control',
    expect: { loss: 'none', lost: null, anomalies: null },
    patches: expect.arrayContaining(['--control']),
  });
});

test('a scenario that does nothing to data has no control', () => {
  expect(() => controlOf(planOf('kill-all'))).toThrow('kill-all does nothing to the data of a node');
});

test('the title of a control tells what was left out or put in its place', () => {
  expect(controlOf(planOf('key9-loss')).title).toBe('The same without truncate last-leader by 10 B');
  expect(controlOf(planOf('power-loss-one')).title).toMatch(
    /^The same with kill victim for power loss of victim/,
  );
});

test('of several plans those that are their own control run alone', () => {
  const plans = [planOf('key9-loss'), planOf('kill-all')];
  expect(withControls(plans).map(sideOf)).toEqual([
    { name: 'key9-loss', isControl: false },
    { name: 'key9-loss', isControl: true },
    { name: 'kill-all', isControl: false },
  ]);
  expect(() => withControls([planOf('kill-all')])).toThrow('kill-all does nothing to the data of a node');
});

test('of several plans without a control each is named', () => {
  expect(() => withControls([planOf('kill-all'), planOf('key9-loss', 'control')])).toThrow(
    /kill-all does nothing .*\nkey9-loss control does nothing /,
  );
});

test("a scenario's own variant named control is not the control of a run", () => {
  expect(sideOf(planOf('key9-loss', 'control'))).toEqual({ name: 'key9-loss control', isControl: false });
  expect(sideOf(controlOf(planOf('key9-power-loss', 'xfs')))).toEqual({
    name: 'key9-power-loss xfs',
    isControl: true,
  });
});
