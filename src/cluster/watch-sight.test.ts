import { expect, test } from 'vitest';
import type { HistoryEvent } from '../history/event.ts';
import { followSight } from './watch-sight.ts';

/** Looks a second apart: `s` sees, `.` hears nothing, `x` has nobody to ask; 5 s long, `S` sees and `T` hears nothing. */
function recorded(looks: string): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let time = 0;
  const sight = followSight({ now: () => time, record: (event) => void events.push(event) });
  for (const look of looks) {
    const since = time;
    if (look === 'T' || look === 'S') time += 5000;
    sight.look({ sees: look.toLowerCase() === 's', canBeTold: look !== 'x', since });
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
  // What hangs tells so only at its time-out.
  ['sTs', [{ type: 'blind', time: 7000, from: 1000 }]],
  ['sSs', [{ type: 'blind', time: 6000, from: 1000 }]],
  ['ssss', []],
])('%s', (looks, blind) => {
  expect(recorded(looks)).toEqual(blind);
});
