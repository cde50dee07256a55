import { afterEach, expect, test, vi } from 'vitest';
import { cacheFolder, runTempFolder, stateFolder } from './folders.ts';

afterEach(() => vi.unstubAllEnvs());

test('the XDG folders of the environment are used as they are now', () => {
  vi.stubEnv('XDG_CACHE_HOME', '/x/cache');
  vi.stubEnv('XDG_STATE_HOME', '/x/state');
  expect(cacheFolder()).toBe('/x/cache/fsync-lab');
  expect(stateFolder()).toBe('/x/state/fsync-lab');
});

test('an empty XDG variable counts as none', () => {
  vi.stubEnv('XDG_STATE_HOME', '');
  expect(stateFolder()).toMatch(/^\/.+\/fsync-lab$/);
});

test("a run's folder carries its id", () => {
  expect(runTempFolder('00ff00ff')).toMatch(/\/fsync-lab-00ff00ff$/);
});
