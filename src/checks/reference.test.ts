import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventOf } from '../history/event.ts';
import { startFacts } from '../history/facts.ts';
import type { Finding } from './check.ts';
import { anomalyChecks } from './index.ts';
import { referenceFindings } from './testing/reference.ts';

type Op = EventOf<'op'>;
type Line = { readonly line: number };

const partition = fc.constantFrom('x-0', 'y-0');
const value = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const offset = fc.nat(7);
const action = fc.oneof(
  fc.record({ send: fc.record({ to: partition, value, offset }, { requiredKeys: ['to', 'value'] }) }),
  fc.record({
    poll: fc.dictionary(partition, fc.array(fc.tuple(offset, value), { maxLength: 3 }), {
      noNullPrototype: true,
    }),
  }),
);
const op = fc.record(
  {
    process: fc.nat(2),
    f: fc.constantFrom<Op['f']>('send', 'poll', 'txn', 'txn', 'poll', 'send', 'assign', 'subscribe', 'crash'),
    status: fc.constantFrom<Op['status']>('ok', 'ok', 'ok', 'unknown', 'fail'),
    start: fc.nat(20),
    took: fc.nat(8),
    actions: fc.array(action, { maxLength: 3 }),
    partitions: fc.array(partition, { maxLength: 2 }),
    rebalanced: fc.array(partition, { maxLength: 1 }),
  },
  { requiredKeys: ['process', 'f', 'status', 'start', 'took', 'actions'] },
);

/** Anything a client might say, but no value is sent twice: the definitions leave open what that means. */
const histories = fc.array(op, { minLength: 1, maxLength: 9 }).map((deeds) => {
  const sent = new Set<string>();
  return deeds.map(({ took, actions, ...rest }): Op => {
    const kept = actions.filter((each) => {
      if (!('send' in each)) return true;
      const name = `${each.send.to} ${each.send.value}`;
      return !sent.has(name) && sent.add(name);
    });
    return { type: 'op', ...rest, end: rest.start + took, actions: kept };
  });
});

function foundBy(ops: readonly Op[]): string[] {
  const fold = startFacts();
  for (const each of ops) fold.on(each);
  const facts = fold.end();
  return anomalyChecks
    .flatMap((check) => check.judge(facts).map((finding) => `${check.name} ${identity(check.name, finding)}`))
    .sort();
}

function identity(name: string, finding: Finding): string {
  const { partition: p, value: v } = finding;
  const sorted = () => [...(finding.values as string[])].sort();
  const lines = () => (finding.ops as Line[]).map(({ line }) => line);
  if (name === 'inconsistent-offsets' || name === 'offset-reuse') return `${p} ${finding.offset} ${sorted()}`;
  if (name === 'duplicate') return `${p} ${v} ${finding.offsets}`;
  if (name === 'lost-write') return `${p} ${v} ${finding.index} ${finding['max-read-index']}`;
  if (name === 'unseen') return `${p} ${sorted()}`;
  if (name === 'G1a' || name === 'phantom') return `${p} ${v}`;
  if (name === 'precommitted-read' || name === 'lesser-offset')
    return `${p} ${v} ${(finding.op as Line).line}`;
  if (name === 'G1c') return finding.failing === false ? 'told' : '';
  if (name === 'G0') return 'cycle';
  const values = (finding.values as string[]).join(' ');
  return `${p} ${finding.delta} ${values} ${lines()}${finding.failing === false ? ' told' : ''}`;
}

test('any history: what the checks find is what the definitions say', () => {
  fc.assert(
    fc.property(histories, (ops) => {
      const expected = referenceFindings(ops).map((text) => text.replace(/^G0 .*/, 'G0 cycle'));
      expect(foundBy(ops)).toEqual(expected.sort());
    }),
    { numRuns: 1000 },
  );
});

test('every anomaly that is held against the definitions comes up among such histories', () => {
  const found = fc.sample(histories, { numRuns: 500, seed: 17 }).flatMap(foundBy);
  const names = new Set(found.map((text) => text.split(' ')[0]));
  const elsewhere = ['final-read-lost', 'short-log'];
  expect(anomalyChecks.map(({ name }) => name).filter((name) => !names.has(name))).toEqual(elsewhere);
});
