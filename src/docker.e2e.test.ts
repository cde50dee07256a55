import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { HistoryEvent } from './history/event.ts';
import { openEngine } from './machines/docker/client.ts';
import { mortalDaemon } from './machines/docker/testing/mortal-daemon.ts';
import { docker } from './machines/docker.ts';
import type { PlanOptions } from './scenario/index.ts';
import { runCommandLine, startCommand } from './testing/command.ts';
import { expectNothingLeft, testLab, verdictOf } from './testing/lab.ts';
import { requirement } from './testing/require.ts';

const [power] = await docker.powers();
const withDocker = requirement('docker', power?.there === true, power?.why ?? '');
const lab = testLab({ runtime: 'docker' });
const inDocker = ['--runtime', 'docker', '--out', lab.out];
const runKey9 = ['run', 'key9-loss', ...inDocker];

async function nothingLeft(): Promise<void> {
  await expectNothingLeft();
  expect(await lab.leftInDocker()).toEqual([]);
}

/** The history of the latest run. */
function history(scenario = 'key9-loss'): readonly HistoryEvent[] {
  const text = readFileSync(join(lab.out, scenario, 'latest/history.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const lastEvent = () => history().at(-1);

function reasonsGivenUp(): readonly unknown[] {
  return history().flatMap((event) =>
    event.type === 'step' && event.event === 'gave-up' ? event.reason : [],
  );
}

const firstRound = (count: number) => Array.from({ length: count }, (_, n) => `key${n} topic1-0@${n}`);

withDocker('the library in containers', () => {
  afterEach(nothingLeft);

  const runs: readonly [name: string, options: PlanOptions, lost: readonly string[]][] = [
    ['key9-loss', {}, ['key9 topic1-0@9']],
    ['key9-loss', { variant: 'control' }, []],
    ['key9-loss', { variant: 'three-records' }, ['key7 topic1-0@7', 'key8 topic1-0@8', 'key9 topic1-0@9']],
    ['kafka-recovery', {}, []],
    ['kill-all', {}, []],
    ['key9-power-loss', {}, firstRound(10)],
    ['key9-power-loss', { variant: 'fsync' }, []],
  ];
  test.each(runs)('%s %j has the verdict that it has locally', async (name, options, lost) => {
    expect(verdictOf(await lab.run(name, options))).toEqual({
      exit: 0,
      verdict: 'as-expected',
      valid: lost.length === 0,
      lost,
      reasons: [],
    });
  });
});

withDocker('machines that restart', () => {
  afterEach(nothingLeft);

  test.each(['local', 'docker'])('%s: nothing that was written is lost, synced or not', async (runtime) => {
    const { judged } = await lab.runText(restartAll, { runtime });
    const { exit, reasons, lost } = judged;
    expect({ exit, reasons, lost }).toEqual({ exit: 0, reasons: [], lost: [] });
    const faults = judged.events.faults.filter(({ fault }) => fault === 'restart-machine');
    expect(faults).toHaveLength(3);
    for (const { happened, proof } of faults) {
      expect(happened).toBe(true);
      const [before, after] = proof.initStarted as [number, number];
      // This host's first process goes on, a container's is another one.
      expect(after > before).toBe(runtime === 'docker');
    }
  });
});

const restartAll = `
title: machines that restart keep what was written
cluster:
  kafka: "3.4.0"
  brokers: 3
  disk: { filesystem: ext4 }
  config: { min.insync.replicas: 2 }
topic: { name: topic1, replicas: 3 }
steps:
  - produce: { records: 10 }
  - restart-machine: brokers
  - wait: { unregistered: brokers }
  - start: brokers
  - wait: { isr: brokers }
  - produce: { records: 10 }
expect: no-loss
`;

withDocker('an interrupted run', () => {
  afterEach(nothingLeft);

  test.each([
    ['while the containers start', /brokers · docker/i],
    ['in the middle of the steps', /kill broker-2, broker-3/],
  ])('%s removes everything, keeps its history and exits 130', async (_when, sign) => {
    const command = startCommand(runKey9);
    await command.shows(sign);
    command.process.kill('SIGINT');
    expect(await command.exited).toEqual({ code: 130, signal: null });
    expect(lastEvent()).toMatchObject({ type: 'end', interrupted: true });
  });
});

withDocker('a run whose fsync-lab was killed with SIGKILL', () => {
  afterEach(nothingLeft);

  test('is mentioned by the next command, and clean removes its containers and network', async () => {
    const command = startCommand(runKey9);
    await command.shows(/produce 10 records/);
    command.process.kill('SIGKILL');
    await command.exited;
    expect(await lab.leftInDocker()).toHaveLength(5);
    const next = await runCommandLine(['run', await oneBrokerFile(), ...inDocker]);
    expect(next.stdout).toMatch(/left behind by a run that was killed: `fsync-lab clean` removes it/);
    const { code, stdout } = await runCommandLine(['clean']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/removed run [0-9a-f]{8}: .*Docker container/);
  });
});

const oneBroker = `
title: One broker keeps what it acknowledged
cluster: { kafka: "3.4.0", brokers: 1, config: { min.insync.replicas: 1 } }
topic: { name: topic1, replicas: 1 }
steps:
  - produce: { records: 3 }
`;

async function oneBrokerFile(): Promise<string> {
  const path = join(lab.folder, 'one.yaml');
  await writeFile(path, oneBroker);
  return path;
}

withDocker('--keep', () => {
  afterEach(nothingLeft);

  test('ends with the containers up, and clean --all removes them', async () => {
    const { code, stdout } = await runCommandLine(['run', await oneBrokerFile(), '--keep', ...inDocker]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/bootstrap\s+127\.0\.0\.1:\d+/);
    expect((await runCommandLine(['clean'])).stdout).toMatch(/was left up with --keep; --all removes it too/);
    expect(await lab.leftInDocker()).toHaveLength(3);
    expect((await runCommandLine(['clean', '--all'])).code).toBe(0);
  });
});

withDocker('a container that somebody removes in the middle of a run', () => {
  afterEach(nothingLeft);

  test('ends the run at once with exit code 3, its history kept and the rest removed', async () => {
    const command = startCommand(runKey9);
    await command.shows(/kill broker-1/);
    const engine = await openEngine();
    const runId = /-([0-9a-f]{8})$/.exec(readlinkSync(join(lab.out, 'key9-loss/latest')))?.[1] ?? '';
    await engine.getContainer(`fsync-lab-${runId}-broker-2`).remove({ force: true });
    expect(await command.exited).toEqual({ code: 3, signal: null });
    expect(lastEvent()).toMatchObject({ type: 'end' });
    // The step under way tells it and no wait runs out: not after it, and not in a final phase.
    const removed = 'the container of broker-2 was removed by somebody else while the run used it';
    expect(reasonsGivenUp()).toEqual([removed, 'no final phase: the run could not go on']);
    expect(command.stdout()).toContain('INCONCLUSIVE');
    expect(existsSync(join(lab.out, 'key9-loss/latest/report.md'))).toBe(true);
  });
});

withDocker('a daemon that goes away in the middle of a run', () => {
  afterEach(nothingLeft);

  test('ends the run at once with exit code 3, and clean removes the rest later', async () => {
    const daemon = await mortalDaemon(join(lab.folder, 'docker.sock'));
    const command = startCommand(runKey9, { DOCKER_HOST: `unix://${daemon.socket}` });
    await command.shows(/kill broker-1/);
    daemon.goAway();
    expect(await command.exited).toEqual({ code: 3, signal: null });
    expect(reasonsGivenUp()).toEqual([
      expect.stringMatching(/^the Docker daemon no longer answers \(.*\); start it again$/),
      'no final phase: the run could not go on',
    ]);
    // Also where the tear-down fails the last lines are the verdict.
    expect(command.stdout()).toMatch(/not everything of this run was removed.*INCONCLUSIVE/s);
    expect(await lab.leftInDocker()).toHaveLength(5);
    expect((await runCommandLine(['clean'])).stdout).toMatch(/removed run [0-9a-f]{8}: .*Docker container/);
  });
});

withDocker('doctor', () => {
  test('says whether the image is here, and tries a disk when it is', async () => {
    const { stdout } = await runCommandLine(['doctor', '--json']);
    const { checks } = JSON.parse(stdout);
    // The runs above have built it.
    expect(checks).toContainEqual(expect.objectContaining({ name: 'Docker image', status: 'ok' }));
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: 'Docker disks',
        status: 'ok',
        found: 'a disk was mounted inside a container',
      }),
    );
  });
});
