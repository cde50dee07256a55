import { check, unknownName } from './issues.ts';
import { flagPlace, type Problem } from './problems.ts';
import type { WrittenVariant } from './schema.ts';
import { type Patched, putAt } from './set.ts';
import { childOf, dataAt, keyPlaceAt, type Path, placeAt, type Tree, treeAt, withValue } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';
import { stepNamesIn, stepsNamed } from './written-path.ts';

/** The variants as written; none when that part of the file is wrong, which its check tells. */
export function variantsIn(tree: Tree, { schema }: Vocabulary): ReadonlyMap<string, WrittenVariant> {
  const checked = check(schema.shape.variants, dataAt(tree, 'variants'));
  return new Map('value' in checked ? Object.entries(checked.value) : []);
}

/** The scenario as the variant wants it. Indexes of steps are those of the file, so steps are left out last. */
export function applyVariant(
  tree: Tree,
  { scenario, name }: { readonly scenario: string; readonly name: string },
  vocabulary: Vocabulary,
): Patched {
  const variants = variantsIn(tree, vocabulary);
  const variant = variants.get(name);
  if (!variant) {
    const message =
      variants.size > 0
        ? `${scenario}: ${unknownName('variant', name, [...variants.keys()])}`
        : `${scenario} has no variants`;
    return { tree, problems: [{ place: flagPlace(`--variant ${name}`), message }] };
  }
  const at: Path = ['variants', name];
  const set = applyAll(tree, Object.keys(variant.set), (now, path) => {
    const place = keyPlaceAt(tree, [...at, 'set', path]);
    const value = treeAt(tree, [...at, 'set', path]);
    return value ? putAt(now, { path, value, place }, vocabulary) : { tree: now, problems: [] };
  });
  const said = ['title', 'about', 'expect'].reduce((now, key) => {
    const value = treeAt(tree, [...at, key]);
    return value ? withValue(now, [key], value) : now;
  }, set.tree);
  const removed = withoutSteps(said, variant.remove, (index) => placeAt(tree, [...at, 'remove', index]));
  return { tree: removed.tree, problems: [...set.problems, ...removed.problems] };
}

/** Patches one after the other, with all their problems. */
export function applyAll<Item>(
  tree: Tree,
  items: readonly Item[],
  apply: (tree: Tree, item: Item) => Patched,
): Patched {
  return items.reduce<Patched>(
    (before, item) => {
      const after = apply(before.tree, item);
      return { tree: after.tree, problems: [...before.problems, ...after.problems] };
    },
    { tree, problems: [] },
  );
}

function withoutSteps(
  tree: Tree,
  names: WrittenVariant['remove'],
  placeOf: (index: number) => Problem['place'],
): Patched {
  const steps = childOf(tree, 'steps');
  if (steps?.kind !== 'list') return { tree, problems: [] };
  const found = names.map((name) =>
    typeof name === 'string' ? stepsNamed(name, tree) : indexIn(steps.items, name),
  );
  const problems = names.flatMap((name, index) =>
    found[index]?.length === 0
      ? [{ place: placeOf(index), message: unknownName('step', String(name), stepNamesIn(tree)) }]
      : [],
  );
  const gone = new Set(found.flat());
  const items = steps.items.filter((_, index) => !gone.has(index));
  return { tree: withValue(tree, ['steps'], { ...steps, items }), problems };
}

function indexIn(items: readonly unknown[], index: number): number[] {
  return index < items.length ? [index] : [];
}
