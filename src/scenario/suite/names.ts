import { unknownName } from '../issues.ts';
import type { Path } from '../tree.ts';
import { type Axis, axesOf } from './cells.ts';
import type { When, WrittenSuite } from './schema.ts';

/** A name that is wrong in itself, or that nothing has. */
interface NameMistake {
  readonly at: Path;
  readonly message: string;
}

/** Axes and labels that are meant and do not exist, or that two things share. */
export function nameMistakes(suite: WrittenSuite): readonly NameMistake[] {
  const axes = axesOf(suite);
  return [
    ...twins(axes[0]),
    ...(suite.rows ?? []).flatMap((name, index) => unknownAxis(axes, name, ['rows', index])),
    ...(['exclude', 'expect'] as const).flatMap((key) =>
      suite[key].flatMap(({ when }, index) => whenMistakes(axes, when, [key, index, 'when'])),
    ),
  ];
}

function twins(scenarios: Axis | undefined): readonly NameMistake[] {
  const labels = scenarios?.labels ?? [];
  return labels.flatMap((label, index) =>
    labels.indexOf(label) === index
      ? []
      : [{ at: ['scenarios', index], message: `two scenarios are called '${label}'; give one a label` }],
  );
}

function whenMistakes(axes: readonly Axis[], when: When, at: Path): readonly NameMistake[] {
  return Object.entries(when).flatMap(([name, wanted]) => {
    const axis = axes.find((one) => one.name === name);
    if (!axis) return unknownAxis(axes, name, [...at, name]);
    const unknown = [wanted].flat().filter((label) => !axis.labels.includes(label));
    return unknown.map((label) => ({
      at: [...at, name],
      message: unknownName(`label of ${name}`, label, axis.labels),
    }));
  });
}

function unknownAxis(axes: readonly Axis[], name: string, at: Path): readonly NameMistake[] {
  const names = axes.map((axis) => axis.name);
  return names.includes(name) ? [] : [{ at, message: unknownName('axis', name, names) }];
}
