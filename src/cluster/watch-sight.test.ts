import { expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import { followSight } from './watch-sight.ts';

/** Looks a second apart: `s` sees, `.` hears nothing, `x` has nobody to ask. */
function recorded(looks: string): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let time = 0;
  const sight = followSight({ now: () => time, record: (event) => void events.push(event) });
  for (const look of looks) {
    sight.look({ sees: look === 's', canBeTold: look !== 'x' });
    time += 1000;
  }
  sight.end();
  return events;
}

test.each([
  ['s...s', [{ type: 'blind', time: 4000, from: 1000 }]],
  ['s..x', [{ type: 'blind', time: 3000, from: 1000 }]],
  ['s..', [{ type: 'blind', time: 3000, from: 1000 }]],
  ['sxxxs', []],
  ['...s', []],
  ['ssss', []],
])('%s', (looks, blind) => {
  expect(recorded(looks)).toEqual(blind);
});
