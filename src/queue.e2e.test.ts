import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runClean } from './commands/clean.ts';
import { waitUntil } from './lib/wait-until.ts';
import { runCommandLine, type StartedCommand, startCommand } from './testing/command.ts';
import { withGo } from './testing/go.ts';
import { folderTold, killsSuite, killsTable, runUnderWay, storedIn, tableIn } from './testing/kills-suite.ts';
import { testLab } from './testing/lab.ts';
import { redisPassword, startRedis, withRedis } from './testing/redis.ts';

// The first run builds etcd.
const budgetMs = 10 * 60_000;

const lab = testLab();
const matrixIn = killsSuite(lab.folder);
/** What such a worker lacks is everything: Docker alone is left to it, and there is none. */
const powerless = ['--runtime', 'docker'];
const noDocker = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

withRedis('a queue', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  const workers: StartedCommand[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    for (const worker of workers) worker.process.kill('SIGINT');
    for (const worker of workers.splice(0)) await worker.exited;
    expect(await lab.leftLocally()).toEqual([]);
  });
  afterAll(() => redis[Symbol.asyncDispose]());

  /** Of workers the password comes from the environment, of matrices from the URL. */
  async function startWorker(name: string, flags = ['--runtime', 'local'], env: Record<string, string> = {}) {
    const out = join(lab.folder, name);
    const args = ['worker', '--queue', `redis://127.0.0.1:${redis.port}`, '--out', out];
    const worker = startCommand([...args, ...flags], { FSYNC_LAB_QUEUE_PASSWORD: redisPassword, ...env });
    workers.push(worker);
    await worker.shows(/waits for cells/);
    return { ...worker, out };
  }

  async function queueKeys(): Promise<readonly string[]> {
    const client = new Redis(redis.url);
    const keys = await client.keys('*:archive:*');
    client.disconnect();
    return keys;
  }

  const matrixOver = (out: string, ...flags: string[]) => matrixIn(out, '--queue', redis.url, ...flags);

  withGo('with etcd', () => {
    test('three workers, one of them killed in the middle, give the table of one machine', {
      timeout: budgetMs,
    }, async () => {
      const [first, second, third, fourth] = [
        await startWorker('one'),
        await startWorker('two'),
        await startWorker('three'),
        await startWorker('powerless', powerless, noDocker),
      ];
      // Three clusters on two cores: at worst one is too slow to prove anything.
      const matrix = startCommand(matrixOver(join(lab.folder, 'by-three'), '--retry-inconclusive', '3'));
      const run = await runUnderWay(first.out);
      first.process.kill('SIGKILL');
      await first.exited;
      expect(await runClean({ ids: [run.id] }, () => undefined)).toBe(0);
      const end = await matrix.exited;
      expect(end, matrix.stdout()).toEqual({ code: 0, signal: null });

      const folder = folderTold(matrix.stdout());
      expect(tableIn(folder)).toEqual(killsTable);
      expect(storedIn(folder)).toHaveLength(5);
      for (const stored of storedIn(folder))
        expect(existsSync(join(folder, stored.run.folder, 'history.jsonl'))).toBe(true);
      expect(matrix.stdout()).toContain('a worker is gone: its cell is handed out again');
      expect(fourth.stdout()).toMatch(/left to others/);
      expect(await queueKeys()).toEqual([]);

      for (const worker of [second, third, fourth]) {
        worker.process.kill('SIGINT');
        expect(await worker.exited).toEqual({ code: 0, signal: null });
        expect(worker.stdout()).toMatch(/stopped after \d+ runs?$/m);
      }
      const said = [first, second, third, fourth, matrix].map((one) => one.stdout() + one.stderr()).join('');
      expect(said).not.toContain(redisPassword);
    });

    test('Ctrl-C gives back what a worker does, and a matrix goes on with what was done meanwhile', {
      timeout: budgetMs,
    }, async () => {
      const out = join(lab.folder, 'interrupted');
      const matrix = startCommand(matrixOver(out));
      await matrix.shows(/no worker is there yet/);
      const first = await startWorker('stopped');
      await runUnderWay(first.out);
      first.process.kill('SIGINT');
      expect(await first.exited).toEqual({ code: 0, signal: null });
      expect(first.stdout()).toMatch(/given back\n {2}stopped after \d runs?$/m);

      const second = await startWorker('goes-on');
      await matrix.shows(/lost of/);
      await runUnderWay(second.out);
      matrix.process.kill('SIGINT');
      expect(await matrix.exited).toEqual({ code: 130, signal: null });
      expect(matrix.stdout()).toContain('interrupted; go on with --resume');
      const folder = folderTold(matrix.stdout());
      const doneBefore = storedIn(folder).length;

      const resumed = await runCommandLine(matrixOver(out, '--resume'));
      expect(resumed.code).toBe(0);
      expect(resumed.stdout).toContain(`${doneBefore} of 5 runs are done already`);
      expect(tableIn(folder)).toEqual(killsTable);
      expect(storedIn(folder)).toHaveLength(5);
      second.process.kill('SIGINT');
      await second.exited;
      const ran = [first, second].flatMap((one) => one.stdout().match(/stopped after (\d+)/)?.[1] ?? []);
      expect(ran.map(Number).reduce((sum, count) => sum + count)).toBe(5);
    });
  });

  test('what no worker can run is told and not waited for', { timeout: budgetMs }, async () => {
    await startWorker('alone', powerless, noDocker);
    const matrix = await runCommandLine(matrixOver(join(lab.folder, 'nobody'), '--filter', '5'));
    expect(matrix.code).toBe(3);
    expect(matrix.stdout).toMatch(/worker \S+ leaves it to others: /);
    expect(matrix.stdout).toMatch(/not run: no worker can run it: /);
  });

  test('jobs that are none, or of another version, start nothing and end no worker', async () => {
    const worker = await startWorker('wary');
    const { hostname: host, port, password } = new URL(redis.url);
    const queue = new Queue('fsync-lab', { connection: { host, port: Number(port), password } });
    const bad = await queue.add('bad', { version: 1, tool: undefined, run: 'touch /tmp/x', name: '../../x' });
    const other = await queue.add('other', { tool: '9.9.9' });
    await waitUntil({
      what: 'both jobs refused',
      budgetMs: 60_000,
      look: async () => {
        const states = [await bad.getState(), await other.getState()];
        return states.join() === 'failed,delayed' ? { done: true } : { seen: states };
      },
    });
    expect((await queue.getJob(bad.id ?? ''))?.failedReason).toMatch(/this is no job of fsync-lab/);
    const { progress } = (await queue.getJob(other.id ?? '')) ?? {};
    expect(JSON.stringify(progress)).toMatch(/it is of fsync-lab 9\.9\.9, and this one is/);
    await queue.obliterate({ force: true });
    await queue.close();
    worker.process.kill('SIGINT');
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(existsSync(worker.out)).toBe(false);
  });

  test.each([
    [
      'a Redis that is not there',
      'redis://:Secret-2@127.0.0.1:1',
      /no Redis answers at redis:\/\/127\.0\.0\.1:1\/0/,
    ],
    ['a wrong password', 'redis://:Secret-2@127.0.0.1:PORT', /does not let us in: WRONGPASS/],
    ['no password', 'redis://127.0.0.1:PORT', /does not let us in: it wants a password/],
  ])('%s is told in a line, by both sides', async (_what, url, message) => {
    const to = url.replace('PORT', String(redis.port));
    for (const args of [['worker', '--queue', to], matrixIn(join(lab.folder, 'none'), '--queue', to)]) {
      const { code, stdout, stderr } = await runCommandLine(args);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
      expect(stdout + stderr).not.toMatch(/Secret-2|\n {4}at /);
    }
  });
});
