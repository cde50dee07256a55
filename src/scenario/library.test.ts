import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from './generated.ts';
import { libraryScenarios, loadScenario, validateScenario, variantsOf } from './index.ts';

describe.each(libraryScenarios().map(({ name }) => name))('the scenario %s', (name) => {
  const written = loadScenario(name);

  it('and all its variants can be planned', () => {
    expect(validateScenario(written)).toHaveLength(1 + variantsOf(written).length);
  });

  it('has no setting without effect', () => {
    expect(validateScenario(written).flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it('says who claimed it and what it shows', () => {
    for (const plan of validateScenario(written)) {
      expect(plan.source).toBeTruthy();
      expect(plan.about).toBeTruthy();
    }
  });

  it('can be found by its schema', () => {
    expect(written.text).toMatch(/^# yaml-language-server: \$schema=\.\/schema\.json\n/);
  });
});

it('the library has the scenarios that the README promises', () => {
  expect(libraryScenarios().map(({ name }) => name)).toEqual(
    expect.arrayContaining(['kafka-recovery', 'key9-loss', 'kill-all']),
  );
});

it('the mistakes that a scenario can make are told by name and file', () => {
  expect(() => loadScenario('key9-los')).toThrow(
    "no scenario is called 'key9-los'; did you mean 'key9-loss'?",
  );
  expect(() => loadScenario('no/such.yaml')).toThrow('there is no file no/such.yaml');
});

it.each(generatedFiles())('$path is fresh (npm run schema writes it)', ({ path, text }) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});
