import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { waitUntil } from './lib/wait-until.ts';
import { runCommandLine, startCommand } from './testing/command.ts';
import { withJava } from './testing/java.ts';
import { expectNothingLeft, testLab } from './testing/lab.ts';

const lab = testLab();
const runKey9 = ['run', 'key9-loss', '--runtime', 'local', '--out', lab.out];

function latestHistory(): readonly string[] {
  const latest = join(lab.out, 'key9-loss/latest/history.jsonl');
  return readFileSync(latest, 'utf8').trimEnd().split('\n');
}

withJava('an interrupted run', () => {
  afterEach(expectNothingLeft);

  test.each([
    ['while the cluster starts', /brokers · local/],
    ['in the middle of the steps', /kill broker-2, broker-3/],
  ])('%s removes everything, keeps its history and exits 130', async (_when, sign) => {
    const command = startCommand(runKey9);
    await command.shows(sign);
    command.process.kill('SIGINT');
    expect(await command.exited).toEqual({ code: 130, signal: null });
    expect(command.stdout().trimEnd().split('\n').slice(-2)).toEqual(['', 'interrupted']);
    expect(JSON.parse(latestHistory().at(-1) ?? '')).toMatchObject({
      type: 'end',
      interrupted: true,
    });
  });
});

withJava('two runs at the same time', () => {
  afterEach(expectNothingLeft);

  test('are both stopped by one Ctrl-C', async () => {
    const out = join(lab.folder, 'two');
    const command = startCommand([
      'run',
      'kill-all',
      'key9-loss',
      '--jobs',
      '2',
      '--runtime',
      'local',
      '--out',
      out,
    ]);
    const histories = ['kill-all', 'key9-loss'].map((name) => join(out, name, 'latest/history.jsonl'));
    await waitUntil({
      what: 'the processes of two runs',
      budgetMs: 60_000,
      look: async () => {
        const begun = histories.filter(
          (file) => existsSync(file) && readFileSync(file, 'utf8').includes('"started"'),
        );
        return begun.length === 2 ? { done: true } : { seen: begun };
      },
    });
    command.process.kill('SIGINT');
    expect(await command.exited).toEqual({ code: 130, signal: null });
    const ends = histories.map((file) =>
      JSON.parse(readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? ''),
    );
    expect(ends).toMatchObject([{ interrupted: true }, { interrupted: true }]);
  });
});

withJava('a run whose output nobody reads any more', () => {
  afterEach(expectNothingLeft);

  test('as after `| head`, removes everything, keeps its history and exits 130', async () => {
    const command = startCommand(runKey9);
    await command.shows(/brokers · local/);
    command.process.stdout?.destroy();
    expect(await command.exited).toEqual({ code: 130, signal: null });
    expect(JSON.parse(latestHistory().at(-1) ?? '')).toMatchObject({ type: 'end', interrupted: true });
  });
});

withJava('a run whose fsync-lab was killed with SIGKILL', () => {
  test('is mentioned by the next command and removed by clean, and by clean alone', async () => {
    const command = startCommand(runKey9);
    // Two brokers run now, for as long as a session lasts; a moment after the writes every node is killed.
    await command.shows(/kill broker-1/);
    command.process.kill('SIGKILL');
    await command.exited;
    await expect(expectNothingLeft()).rejects.toThrow();
    const { code, stdout } = await runCommandLine(['clean']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/removed run [0-9a-f]{8}: .*process \d+/);
    await expectNothingLeft();
  });
});

withJava('--keep', () => {
  afterEach(expectNothingLeft);

  test('leaves the cluster up until clean --all', async () => {
    const scenario = join(lab.folder, 'one.yaml');
    await writeFile(scenario, oneBroker);
    const { code, stdout } = await runCommandLine([
      'run',
      scenario,
      '--runtime',
      'local',
      '--keep',
      '--out',
      lab.out,
    ]);
    expect(code).toBe(0);
    const [host = '', port = ''] = (/bootstrap\s+(\S+)/.exec(stdout)?.[1] ?? '').split(':');
    await answers(host, Number(port));
    expect((await runCommandLine(['clean'])).stdout).toMatch(/was left up with --keep; --all removes it too/);
    const [, id = ''] = /remove +fsync-lab clean (\w+)$/m.exec(stdout) ?? [];
    expect((await runCommandLine(['clean', id])).code).toBe(0);
  });
});

withJava('init', () => {
  afterEach(expectNothingLeft);

  test('writes a scenario that runs as it expects', async () => {
    const file = join(lab.folder, 'starter.yaml');
    expect((await runCommandLine(['init', file])).code).toBe(0);
    const { code, stdout } = await runCommandLine(['run', file, '--runtime', 'local', '--out', lab.out]);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing lost of 40'),
    });
  });
});

withJava('--until', () => {
  afterEach(expectNothingLeft);

  test('stops before the step, leaves the cluster as it is then, and proves nothing', async () => {
    const scenario = join(lab.folder, 'until.yaml');
    await writeFile(scenario, oneBroker);
    const args = ['run', scenario, '--runtime', 'local', '--out', lab.out, '--until', 'produce'];
    const { code, stdout } = await runCommandLine(args);
    expect(code).toBe(3);
    expect(stdout).toMatch(/stopped before this step, by --until/);
    const [host = '', port = ''] = (/bootstrap\s+(\S+)/.exec(stdout)?.[1] ?? '').split(':');
    await answers(host, Number(port));
    expect(readFileSync(join(lab.out, 'until/latest/history.jsonl'), 'utf8')).not.toMatch(
      /"type":"op"|"phase":"final"/,
    );
    const [, id = ''] = /remove +fsync-lab clean (\w+)$/m.exec(stdout) ?? [];
    expect((await runCommandLine(['clean', id])).code).toBe(0);
  });
});

const oneBroker = `
title: One broker keeps what it acknowledged
cluster: { kafka: "3.4.0", brokers: 1, config: { min.insync.replicas: 1 } }
topic: { name: topic1, replicas: 1 }
steps:
  - produce: { records: 3 }
`;

function answers(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

withJava('--json', () => {
  test('prints one line of verdict on standard output and nothing else', async () => {
    const scenario = join(lab.folder, 'json.yaml');
    await writeFile(scenario, oneBroker);
    const { code, stdout } = await runCommandLine([
      'run',
      scenario,
      '--runtime',
      'local',
      '--json',
      '--out',
      lab.out,
    ]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'as-expected',
      exit: 0,
      valid: true,
      acknowledged: 3,
      lost: [],
    });
  });
});

withJava('--control', () => {
  afterEach(expectNothingLeft);

  test('runs key9 and the same without the truncation, and ends with the two side by side', async () => {
    const { code, stdout } = await runCommandLine([...runKey9, '--control']);
    expect(code).toBe(0);
    expect(stdout).toContain('The same without truncate last-leader by 10 B');
    expect(stdout).toMatch(/^again +fsync-lab run key9-loss --runtime local --control --out \S+$/m);
    const words = stdout
      .trimEnd()
      .split('\n')
      .slice(-5)
      .map((line) => line.replace(/\d+\.\d s/, 'TIME').replaceAll(/ {2,}/g, '  '));
    expect(words).toEqual([
      'side by side  acknowledged  lost  time  verdict',
      'key9-loss  20  1  TIME  as expected',
      'key9-loss, control  20  0  TIME  as expected',
      '',
      'key9-loss: 1 of 20 lost with the fault, none without it',
    ]);
  });
});
