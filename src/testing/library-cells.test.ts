import { expect, test } from 'vitest';
import { libraryScenarios, loadScenario, planScenario, variantsOf } from '../scenario/index.ts';
import { pinnedVersionNames } from '../systems/kafka/distribution/software.ts';
import { aboutTheVersion, libraryCells, quickCells } from './library-cells.ts';

const cells = await libraryCells();
const titles = cells.map(({ title }) => title);

test('every scenario and variant meets every pinned version', () => {
  const wanted = libraryScenarios()
    .filter(({ name }) => planScenario(loadScenario(name)).system === 'kafka')
    .flatMap(({ name }) =>
      ['', ...variantsOf(loadScenario(name)).map((variant) => ` --variant ${variant.name}`)].flatMap(
        (variant) => pinnedVersionNames.map((version) => `${name}${variant} --kafka ${version}`),
      ),
    );
  const isThere = (title: string) => titles.some((each) => each === title || each.startsWith(`${title} `));
  expect(wanted.filter((title) => !isThere(title))).toEqual([]);
  expect(new Set(titles).size).toBe(titles.length);
});

test('a scenario that leaves the metadata open meets both kinds on a version that has both', () => {
  expect(titles.filter((title) => title.startsWith('kill-all '))).toEqual(
    expect.arrayContaining([
      'kill-all --kafka 3.9.1 --set cluster.metadata=zookeeper',
      'kill-all --kafka 3.9.1 --set cluster.metadata=kraft',
      'kill-all --kafka 4.3.1',
    ]),
  );
});

test('every refusal is about the version, and says what to do', () => {
  const refused = cells.flatMap(({ title, planned }) =>
    'refusal' in planned ? [{ title, message: planned.refusal.message, hint: planned.refusal.hint }] : [],
  );
  expect(refused.filter(({ message, hint }) => !aboutTheVersion.test(message) || !hint)).toEqual([]);
});

test('no cell is refused that the scenario is written for', () => {
  const own = cells.filter(({ isOwn }) => isOwn);
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ planned }) => 'refusal' in planned).map(({ title }) => title)).toEqual([]);
});

test('what runs by default is in the library', () => {
  const runnable = cells.filter(({ planned }) => 'plan' in planned).map(({ title }) => title);
  expect(quickCells.filter((title) => !runnable.includes(title.replace(/ \(\w+\)$/, '')))).toEqual([]);
});
