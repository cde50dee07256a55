import { expect, test } from 'vitest';
import type { EventOf } from '../../history/event.ts';
import { startRunEvents } from '../../judge/run-events.ts';
import { blockMarkdown } from '../markdown/blocks.ts';
import { leadershipBlocks } from './leadership.ts';

function shown(...states: readonly Partial<EventOf<'state'>>[]): string | null {
  const events = startRunEvents();
  for (const [index, changes] of states.entries()) {
    events.on({
      type: 'state',
      time: 1000 * (index + 1),
      partition: 'topic1-0',
      leader: 'broker-1',
      isr: ['broker-1', 'broker-2'],
      epoch: 0,
      end: index,
      ...changes,
    });
  }
  return leadershipBlocks(events.end()).map(blockMarkdown)[0] ?? null;
}

test('each change is a row; a state that was only seen again is none', () => {
  const text = shown({}, {}, { leader: null, isr: ['broker-2'], epoch: 1 }) ?? '';
  expect(text.split('\n').slice(2)).toEqual([
    '| 1.00 s | topic1-0 | broker-1 | 0 | {1,2} |',
    '| 3.00 s | topic1-0 | none | 1 | {2} |',
  ]);
});

test('eligible leader replicas have their columns where there are any', () => {
  const elr = { leader: null, isr: [], elr: ['broker-2'], lastKnownElr: ['broker-1'], epoch: 1 };
  expect(shown({ elr: [], lastKnownElr: [] })).not.toContain('ELR');
  expect(shown(elr)).toMatch(/ELR \| last known leader.*\| none \| 1 \| \{\} \| \{2\} \| \{1\} \|/s);
});

test('a history that nobody watched shows nothing', () => {
  expect(shown()).toBeNull();
});
