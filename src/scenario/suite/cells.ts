import { scenarioName } from '../library.ts';
import type { Path } from '../tree.ts';
import type { Patch, When, WrittenSuite } from './schema.ts';

/** The axis that every suite has. */
export const scenarioAxis = 'scenario';

/** Something that a label of an axis lays over the scenario, and where it is written. */
export interface Labelled {
  readonly label: string;
  readonly patch: Patch;
  readonly at: Path;
}

/** A label of the first axis: it names the scenario, too. */
interface LabelledScenario extends Labelled {
  readonly scenario: string;
}

export interface Axis {
  readonly name: string;
  readonly labels: readonly string[];
}

/** One cell of the table as it is written: its labels, and what they lay over its scenario in this order. */
export interface WrittenCell {
  readonly labels: Readonly<Record<string, string>>;
  readonly scenario: string;
  readonly parts: readonly Labelled[];
  /** Why it is left out; null when it is run. */
  readonly excluded: string | null;
  readonly expect: { readonly value: unknown; readonly at: Path } | null;
}

/** The axes with their labels, the one of the scenarios first. */
export function axesOf(suite: WrittenSuite): readonly Axis[] {
  const others = Object.entries(suite.axes).map(([name, labels]) => ({ name, labels: Object.keys(labels) }));
  return [{ name: scenarioAxis, labels: scenariosOf(suite).map(({ label }) => label) }, ...others];
}

/** Every combination of labels, in the order in which they are written: the last axis varies first. */
export function cellsOf(suite: WrittenSuite): readonly WrittenCell[] {
  return scenariosOf(suite).flatMap((scenario) => {
    const start: readonly (readonly [axis: string, part: Labelled])[][] = [[[scenarioAxis, scenario]]];
    const ways = Object.entries(suite.axes).reduce(
      (before, [axis, labels]) =>
        before.flatMap((way) => partsOf(axis, labels).map((part) => [...way, [axis, part] as const])),
      start,
    );
    return ways.map((way) => cellOf(suite, scenario.scenario, way));
  });
}

function scenariosOf({ scenarios }: WrittenSuite): readonly LabelledScenario[] {
  return scenarios.map((written, index) => {
    const at = ['scenarios', index];
    if (typeof written === 'string')
      return { label: scenarioName(written), scenario: written, patch: {}, at };
    const { label, scenario, ...patch } = written;
    const usual = [scenarioName(scenario), ...(patch.variant === undefined ? [] : [patch.variant])].join(' ');
    return { label: label ?? usual, scenario, patch, at };
  });
}

function partsOf(axis: string, labels: Readonly<Record<string, Patch | null>>): readonly Labelled[] {
  return Object.entries(labels).map(([label, patch]) => ({
    label,
    patch: patch ?? {},
    at: ['axes', axis, label],
  }));
}

function cellOf(
  suite: WrittenSuite,
  scenario: string,
  way: readonly (readonly [axis: string, part: Labelled])[],
): WrittenCell {
  const labels = Object.fromEntries(way.map(([axis, { label }]) => [axis, label]));
  const excluded = suite.exclude.find(({ when }) => fits(when, labels));
  const rule = suite.expect.findLastIndex(({ when }) => fits(when, labels));
  return {
    labels,
    scenario,
    parts: way.map(([, part]) => part),
    excluded: excluded?.why ?? null,
    expect: rule === -1 ? null : { value: suite.expect[rule]?.expect, at: ['expect', rule, 'expect'] },
  };
}

function fits(when: When, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(when).every(([axis, wanted]) => [wanted].flat().includes(labels[axis] ?? ''));
}
