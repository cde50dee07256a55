import { expect, test } from 'vitest';
import type { Daemon } from './daemon.ts';
import { powersOf } from './powers.ts';

const daemon: Extract<Daemon, { answers: true }> = {
  answers: true,
  endpoint: '/var/run/docker.sock',
  version: '24.0.5',
  cgroupVersion: '2',
  hasAppArmor: true,
  confinement: null,
  architecture: 'x86_64',
};

test("root's daemon runs processes and can lose power", () => {
  expect(powersOf(daemon).map(({ name, there }) => [name, there])).toEqual([
    ['processes', true],
    ['power-loss', true],
    ['lying-fsync', true],
    ['partition', true],
  ]);
});

test.each(['rootless', 'userns-remapped'])('a %s daemon can mount no disk, and says why', (confinement) => {
  const [processes, powerLoss] = powersOf({ ...daemon, confinement });
  expect(processes).toMatchObject({ there: true });
  expect(powerLoss).toMatchObject({ there: false, why: expect.stringContaining(confinement) });
});

test('without a daemon nothing is there, and each power says what to do', () => {
  const powers = powersOf({ answers: false, why: 'no daemon answers at /x', help: 'start it' });
  expect(powers.map(({ name, there, help }) => [name, there, help])).toEqual([
    ['processes', false, 'start it'],
    ['power-loss', false, 'start it'],
    ['lying-fsync', false, 'start it'],
    ['partition', false, 'start it'],
  ]);
});
