import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EvidenceCheck } from '../checks/check.ts';
import { evidenceChecks } from '../checks/index.ts';
import type { HistoryEvent } from '../history/event.ts';
import { readHistory } from '../history/reader.ts';
import { startEvidence } from './evidence.ts';

async function stored(name: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  for await (const event of readHistory(join(import.meta.dirname, 'fixtures', name))) events.push(event);
  return events;
}

const histories = [await stored('kill-all.jsonl'), await stored('compaction.jsonl')];

function reasonsOf(check: EvidenceCheck, events: readonly HistoryEvent[]): readonly string[] {
  const fold = check.start();
  for (const event of events) fold.on(event);
  return fold.end();
}

// Broken runs, too: lines left out, and the rest cut off, so that the checks have something to say.
const brokenRuns = fc
  .record({
    history: fc.constantFrom(...histories),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
    left: fc.nat(),
  })
  .map(({ history, cut, left }) =>
    history.filter(
      (event, i) => event.type === 'op' || (i <= cut * history.length && (i * 31 + left) % 7 > 0),
    ),
  );

test.each(evidenceChecks.filter(({ ignoresOps }) => ignoresOps).map((check) => [check.name, check] as const))(
  '%s says the same without the operations, as it claims',
  (_, check) => {
    fc.assert(
      fc.property(brokenRuns, (events) => {
        const bare = events.filter(({ type }) => type !== 'op');
        expect(bare.length).toBeLessThan(events.length);
        expect(reasonsOf(check, bare)).toEqual(reasonsOf(check, events));
      }),
    );
  },
);

test('only a check that ignores operations is not handed them', () => {
  const seen: string[] = [];
  const noting = (name: string): EvidenceCheck => ({
    name,
    summary: name,
    start: () => ({ on: ({ type }) => void seen.push(`${name} ${type}`), end: () => [] }),
  });
  const evidence = startEvidence([noting('all'), { ...noting('others'), ignoresOps: true }]);
  evidence.on({ type: 'op', process: 0, f: 'send', status: 'ok', start: 0, end: 1, actions: [] });
  evidence.on({ type: 'end', time: 2 });
  expect(seen).toEqual(['all op', 'all end', 'others end']);
});
