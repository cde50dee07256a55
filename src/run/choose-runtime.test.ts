import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import type { Power, PowerName, RuntimeKind } from '../machines/machine.ts';
import { lineSystem } from '../steps/fixtures/line-system.ts';
import { testPlan } from '../steps/fixtures/plan.ts';
import { chooseRuntime } from './choose-runtime.ts';

function runtime(name: string, powers: readonly Power[]): RuntimeKind {
  const never = () => Promise.reject(new Error('not asked for'));
  return {
    name,
    powers: async () => powers,
    examine: never,
    leftovers: async () => [],
    removeLeftovers: never,
    open: never,
  };
}

const has = (name: PowerName): Power => ({ name, there: true, why: `${name} is there` });
const lacks = (name: PowerName, why: string, help?: string): Power => ({
  name,
  there: false,
  why,
  ...(help === undefined ? {} : { help }),
});

const docker = runtime('docker', [has('processes'), has('power-loss')]);
const noDaemon = 'no daemon answers at /var/run/docker.sock';
const dockerDown = runtime('docker', [
  lacks('processes', noDaemon, 'start it, or set DOCKER_HOST'),
  lacks('power-loss', noDaemon, 'start it, or set DOCKER_HOST'),
]);
const needsRoot = lacks('power-loss', 'mounting a disk per node needs root (you are uid 1000)', 'use sudo');
const local = runtime('local', [has('processes'), needsRoot]);

async function choose(
  asked: string,
  kinds: readonly RuntimeKind[],
  needs: readonly PowerName[] = ['processes'],
) {
  const plan = testPlan({ name: 'key9-power-loss', runtime: asked });
  const { kind, reason } = await chooseRuntime({ plan, system: lineSystem, kinds, needs });
  return `${kind.name}: ${reason}`;
}

test.each([
  ['auto', [docker, local], 'docker: the first that can run this'],
  ['local', [docker, local], 'local: --runtime local'],
  ['auto', [dockerDown, local], `local: ${noDaemon}`],
] as const)('%s of %j', async (asked, kinds, chosen) => {
  expect(await choose(asked, kinds)).toBe(chosen);
});

test('a power that only a later runtime has is found there', async () => {
  expect(await choose('auto', [local, docker], ['processes', 'power-loss'])).toBe(
    'docker: mounting a disk per node needs root (you are uid 1000)',
  );
});

test('when nobody has the power, every runtime tells why not and what would help', async () => {
  const choosing = choose('auto', [dockerDown, local], ['power-loss']);
  await expect(choosing).rejects.toBeInstanceOf(UserError);
  await expect(choosing).rejects.toMatchObject({
    message: `key9-power-loss needs power-loss, which this machine lacks:
  docker  no daemon answers at /var/run/docker.sock; start it, or set DOCKER_HOST
  local   mounting a disk per node needs root (you are uid 1000); use sudo`,
    hint: 'Nothing was started.',
  });
});

test('a reason that holds for several powers is told once', async () => {
  await expect(choose('docker', [dockerDown], ['processes', 'power-loss'])).rejects.toMatchObject({
    message: `key9-power-loss needs processes, power-loss, which docker lacks here:
  docker  no daemon answers at /var/run/docker.sock; start it, or set DOCKER_HOST`,
  });
});

test('a power that a runtime never heard of is missing', async () => {
  await expect(choose('local', [local], ['partition'])).rejects.toThrow(
    '  local  partition is not something it can do',
  );
});

test('a name that no runtime has is refused with the names there are', async () => {
  await expect(choose('podman', [docker, local])).rejects.toThrow(
    "there is no runtime 'podman'; there are auto, docker, local",
  );
});
