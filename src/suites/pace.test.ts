import { expect, test } from 'vitest';
import { startPace } from './pace.ts';

function started(jobs = 2) {
  const clock = { ms: 1_000_000 };
  const pace = startPace({ jobs, now: () => clock.ms });
  return { clock, pace };
}

test('before a run has ended the usual time of one is told', () => {
  const { pace } = started();
  pace.expect(13);
  expect(pace.text()).toBe('0:00 of about 1:52 min');
});

test('then it goes by what the runs took, and time goes on between their ends', () => {
  const { clock, pace } = started();
  pace.expect(5);
  clock.ms += 30_000;
  pace.ended(30_000);
  expect(pace.text()).toBe('0:30 of about 1:30 min');
  clock.ms += 10_000;
  expect(pace.text()).toBe('0:40 of about 1:30 min');
});

test('more runs take more time, and what is late is never told as over', () => {
  const { clock, pace } = started(1);
  pace.expect(1);
  pace.dropped();
  expect(pace.totalMs()).toBe(0);
  pace.expect(2);
  clock.ms += 60_000;
  expect(pace.text()).toBe('1:00 of about 1:00 min');
});
