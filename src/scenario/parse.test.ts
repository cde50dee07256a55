import { describe, expect, it } from 'vitest';
import { parseYaml, placesIn } from './parse.ts';
import { placeAt, toData } from './tree.ts';

function parse(text: string) {
  const { tree, problems } = parseYaml(text, placesIn('x.yaml'));
  return { data: toData(tree), problems: problems.map((p) => `${p.place.text} ${p.message}`), tree };
}

it('each value knows its line and column', () => {
  const { tree, data } = parse('title: a\nsteps:\n  - kill: [broker-1, broker-2]\n');
  expect(data).toEqual({ title: 'a', steps: [{ kill: ['broker-1', 'broker-2'] }] });
  expect(placeAt(tree, ['steps', 0, 'kill', 1]).text).toBe('x.yaml:3:22');
});

it("a number that a double cannot hold stays as written, as Kafka's largest long must", () => {
  expect(parse('a: 9223372036854775807').data).toEqual({ a: '9223372036854775807' });
});

it('an alias is the value that it stands for', () => {
  expect(parse('a: &x [1, 2]\nb: *x').data).toEqual({ a: [1, 2], b: [1, 2] });
});

it.each([
  ['b: &b { x: 1, y: 2 }\nm: { <<: *b, y: 3 }', { x: 1, y: 3 }],
  ['b: &b { x: 1, y: 2 }\nm: { y: 3, <<: *b }', { x: 1, y: 3 }],
  ['b: &b { x: 1 }\nc: &c { x: 2, z: 4 }\nm: { <<: [*b, *c] }', { x: 1, z: 4 }],
  ['m: { "<<": 1 }', { '<<': 1 }],
])('a merge key takes over what the map does not say itself: %j', (text, merged) => {
  expect(parse(text)).toMatchObject({ data: { m: merged }, problems: [] });
});

describe('what is wrong with a text as YAML', () => {
  it.each([
    ['a: 1\na: 2\n', ['x.yaml:2:1 this key stands twice in its map']],
    ['a: b: c', ['x.yaml:1:4 not YAML: Nested mappings are not allowed in compact mappings']],
    ['\ta: 1', ['x.yaml:1:1 a tab indents here; YAML wants spaces']],
    ['a: 1\n---\nb: 2\n', ['x.yaml:2:1 a second document begins here; a scenario is one document']],
    ['a: !gone x\n', ['x.yaml:1:4 not YAML: Unresolved tag: !gone']],
    ['a: *gone\n', ['x.yaml:1:4 nothing is marked &gone before this']],
    ['a: { <<: 1 }\n', ["x.yaml:1:10 '<<' merges a map, as in <<: *base, or a list of maps"]],
    ['? [a]\n: 1\n', ['x.yaml:1:3 a key must be a plain text']],
    ['a:\n  __proto__: { b: 1 }\n', ["x.yaml:2:3 unknown key '__proto__'"]],
  ])('%j is told with its place', (text, problems) => {
    expect(parse(text).problems).toEqual(problems);
  });
});

describe('a text that stands for more than it holds', () => {
  const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++)
    laughs.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );

  it.each([
    ['many aliases of aliases', laughs.join('\n'), /more than 10000 values, aliases counted/],
    ['an alias of itself', 'a: &a [*a]', /nested more than 24 levels deep/],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, /nested too deep/],
    ['deeper nesting than any scenario', `${'['.repeat(30)}${']'.repeat(30)}`, /nested more than 24 levels/],
  ])('%s ends as one problem', (_, text, message) => {
    const { problems } = parse(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });
});
