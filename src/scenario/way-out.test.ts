import { describe, expect, it } from 'vitest';
import { loadScenario, type PlanOptions, planScenario, ScenarioProblems } from './index.ts';

function hintOf(name: string, options: PlanOptions): string {
  try {
    planScenario(loadScenario(name), options);
    return 'it was planned';
  } catch (error) {
    if (error instanceof ScenarioProblems) return error.hint ?? '';
    throw error;
  }
}

describe('a refusal of a Kafka version', () => {
  it.each([
    ['key9-loss', { kafka: '4.3.1' }, 'with --variant kraft.'],
    ['key9-power-loss', { kafka: '4.1.1' }, 'with --variant kraft, kraft-fsync.'],
    ['key9-loss', { kafka: '4.3.1', variant: 'control' }, 'with --variant kraft.'],
    [
      'key9-loss',
      { kafka: '3.4.0', variant: 'kraft' },
      'without --variant, or with --variant control, three-records.',
    ],
    [
      'last-replica-standing',
      { kafka: '3.4.0', variant: 'stopped' },
      'without --variant, or with --variant elr-off, elr-off-stopped, flush, truncate, no-fault.',
    ],
  ])('of %s %j names the variants that it can run', (name, options, ways) => {
    expect(hintOf(name, options).split('\n').at(-1)).toBe(`That Kafka can run it ${ways}`);
  });

  it('names none where there is none', () => {
    expect(hintOf('controller-power-loss', { kafka: '3.4.0' })).toBe('1 problem, nothing was started.');
    expect(hintOf('key9-loss', { kafka: '9.9.9' })).toBe('2 problems, nothing was started.');
  });
});

it('a mistake that is not about the cluster gets no advice on variants', () => {
  expect(hintOf('key9-loss', { set: ['steps.9.bites=1'] })).toBe('1 problem, nothing was started.');
});
