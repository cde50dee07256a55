import { expect, test } from 'vitest';
import type { Node } from '../cluster/cluster.ts';
import { Inconclusive, Unmet } from '../errors.ts';
import type { Exit } from '../machines/machine.ts';
import { openCauses } from './causes.ts';

function node(name: string, says: string | undefined, exit?: Exit): Node {
  const process = { exited: Promise.resolve(exit) };
  const spec = { trouble: () => says };
  return { name, spec, process, state: exit ? 'stopped' : 'running', lines: () => [] } as unknown as Node;
}

const unmet = new Unmet('wait for ISR {1,2}: not after 60 s; last seen ISR {1}');
const textOf = async (nodes: readonly Node[], error: unknown = unmet) =>
  String(await openCauses(nodes)(error)).replace(/^Error: /, '');

test('a wait that ran out tells what a broker complains of', async () => {
  expect(await textOf([node('broker-1', undefined), node('broker-2', 'Malformed line')])).toBe(
    'Inconclusive: wait for ISR {1,2}: not after 60 s; last seen ISR {1}; broker-2: Malformed line',
  );
});

test('what several say alike is told once, with who says it', async () => {
  const nodes = [node('broker-1', 'id 1 is refused'), node('broker-2', 'id 2 is refused')];
  expect(await textOf(nodes)).toMatch(/; broker-1, broker-2: id 1 is refused$/);
});

test('the second wait that runs out for the same reason does not tell it again', async () => {
  const explain = openCauses([node('broker-1', 'Malformed line')]);
  await explain(unmet);
  expect(await explain(unmet)).toBe(unmet);
});

test.each([
  [{ code: 1, signal: null }, true],
  [{ code: 143, signal: null }, false],
  [{ code: null, signal: 'SIGKILL' as const }, false],
])('of nodes that ended only those count that ended by themselves: %j', async (exit, counts) => {
  expect((await textOf([node('broker-1', 'No such class', exit)])).includes('No such class')).toBe(counts);
});

test('what is told already, or is no wait, stays as it is', async () => {
  const quoted = new Unmet('start of broker-1: Malformed line');
  const other = new Inconclusive('kill broker-1: it did not run');
  const explain = openCauses([node('broker-1', 'Malformed line')]);
  expect(await explain(quoted)).toBe(quoted);
  expect(await explain(other)).toBe(other);
});
