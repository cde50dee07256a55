import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { steps } from '../steps/index.ts';
import { parseScenario, planScenario, ScenarioProblems } from './index.ts';

const names = [
  ...steps.map(({ name }) => name),
  ...['title', 'cluster', 'kafka', 'topic', 'topics', 'name', 'steps', 'expect', 'variants', 'set', 'remove'],
  ...['node', 'partition', 'isr', 'leader', 'broker-1', 'bytes', '__proto__', 'constructor', 'toString', ''],
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1, 3, 1e300, '3.4.0', 'leader', 'all', 'broker-1', '8s', '__proto__'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.constantFrom(...names), { maxLength: 4 })
      .chain((keys) =>
        fc
          .tuple(...keys.map(() => tie('value')))
          .map((values) => new Map(keys.map((key, i) => [key, values[i]]))),
      ),
  ),
}));

const base = new Map<string, unknown>([
  ['title', 'A'],
  ['cluster', { kafka: '3.4.0' }],
  ['topic', { name: 'a' }],
  ['steps', []],
]);

/** A plan, or problems with places; anything else is a defect. */
function attempt(makePlan: () => unknown): void {
  try {
    makePlan();
  } catch (error) {
    if (!(error instanceof ScenarioProblems)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { place, message } of error.problems)
      expect(`${place.text} ${message}`).not.toMatch(/undefined/);
  }
}

it('whatever stands in a scenario, it ends as a plan or as problems with places', () => {
  const part = fc.constantFrom('cluster', 'topic', 'topics', 'expect', 'variants', 'autostart');
  fc.assert(
    fc.property(part, value, fc.array(value, { maxLength: 5 }), (key, written, steps) => {
      const text = stringify(new Map([...base, ['steps', steps], [key, written]]));
      attempt(() => planScenario(parseScenario(text, 'x.yaml')));
    }),
    { numRuns: 300 },
  );
});

it('whatever is set, it ends as a plan or as problems with places', () => {
  const written = parseScenario(stringify(base), 'x.yaml');
  const path = fc.array(fc.oneof(fc.constantFrom(...names), fc.nat(3).map(String)), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(path, value, (parts, data) => {
      const assignment = `${parts.join('.')}=${stringify(data, { collectionStyle: 'flow' })}`;
      attempt(() => planScenario(written, { set: ['steps=[{ kill: broker-1 }]', assignment] }));
    }),
    { numRuns: 300 },
  );
  expect(({} as Record<string, unknown>).kill).toBeUndefined();
});

it('whatever the text, it is read or told', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      attempt(() => planScenario(parseScenario(text, 'x.yaml')));
    }),
    { numRuns: 300 },
  );
});
