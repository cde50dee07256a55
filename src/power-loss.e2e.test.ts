import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from './lib/wait-until.ts';
import { attachedImages } from './machines/local/disks.ts';
import { localLeftovers } from './machines/local/leftovers.ts';
import type { RunResult } from './reports/report.ts';
import type { PlanOptions } from './scenario/index.ts';
import { runCommandLine, startCommand } from './testing/command.ts';
import { withDisks } from './testing/disks.ts';
import { withJava } from './testing/java.ts';
import { testLab, verdictOf } from './testing/lab.ts';

const lab = testLab();
/** Several minutes more: set FSYNC_LAB_LONG. */
const isLong = (process.env.FSYNC_LAB_LONG ?? '') !== '';

const firstRound = (count: number) => Array.from({ length: count }, (_, n) => `key${n} topic1-0@${n}`);

withJava('with Java', () =>
  withDisks('real power loss', () => {
    afterEach(async () => expect(await leftOfOurs()).toEqual([]));

    describe('key9-power-loss', () => {
      let key9: RunResult;

      beforeAll(async () => {
        key9 = await lab.run('key9-power-loss');
      });

      test('one broker that loses power loses all ten records everywhere', () => {
        expect(verdictOf(key9)).toEqual({
          exit: 0,
          verdict: 'as-expected',
          valid: false,
          lost: firstRound(10),
          reasons: [],
        });
      });

      test('the canaries prove the cut, and what the disk kept is its result', () => {
        const cut = key9.judged.events.faults.find(({ fault }) => fault === 'power-loss');
        expect(cut).toMatchObject({
          node: 'broker-2',
          happened: true,
          proof: {
            filesystem: 'ext4',
            canaries: { fsynced: 'back', unsynced: 'gone' },
            replicas: [{ partition: 'topic1-0', records: [10, 0] }],
          },
        });
      });

      test('the blame names the cut, and who deleted the last copy', () => {
        const story = key9.judged.lost[0]?.story.map(({ text }) => text).join('\n') ?? '';
        expect(story).toMatch(/power-loss removed it from broker-2/);
        expect(story).toMatch(/broker-3 truncated its log to offset 0/);
      });

      test('the report shows the disk, its canaries and the kernel that wrote nothing back', async () => {
        const report = await readFile(resolve(key9.folder ?? '', 'report.md'), 'utf8');
        expect(report).toMatch(
          /broker-2 topic1-0 \| 10 → 0 \|.*fsynced back, unsynced gone \| ext4, journal lost/,
        );
        expect(report).toMatch(/vm\.dirty_expire_centisecs=\d+/);
      });
    });

    const runs: readonly [name: string, options: PlanOptions, lost: number][] = [
      ['key9-power-loss', { variant: 'fsync' }, 0],
      ['key9-power-loss', { variant: 'lying-fsync' }, 10],
      ['power-loss-one', {}, 0],
      ['power-loss-all', {}, 50],
    ];
    const longRuns: readonly [name: string, options: PlanOptions, lost: number][] = [
      ['key9-power-loss', { variant: 'xfs' }, 10],
      ['key9-power-loss', { variant: 'fsync', set: ['cluster.disk.filesystem=xfs'] }, 0],
      ['key9-power-loss', { variant: 'journal-flushed' }, 10],
      ['power-loss-one', { variant: 'follower' }, 0],
      ['power-loss-all', { variant: 'fsync' }, 0],
      ['power-loss-all', { variant: 'xfs' }, 50],
      ['power-loss-zone', {}, 0],
      ['power-loss-zone', { variant: 'all-zones' }, 60],
      ['rf4-power-loss', { variant: 'min-isr-2' }, 10],
      ['rf4-power-loss', { variant: 'min-isr-3' }, 10],
      ['rf4-power-loss', { variant: 'fsync' }, 0],
      ['loss-window', { variant: 'after-10s' }, 200],
      ['loss-window', { variant: 'after-45s' }, 0],
    ];
    test.each([...runs, ...(isLong ? longRuns : [])])('%s %j loses %i', async (name, options, lost) => {
      const { judged } = await lab.run(name, options);
      expect({ exit: judged.exit, reasons: judged.reasons, lost: judged.lost.length }).toEqual({
        exit: 0,
        reasons: [],
        lost,
      });
    });

    test('an ioctl that does nothing proves nothing: inconclusive', async () => {
      const { exit, reasons } = verdictOf(await withoutShutdown(() => lab.run('key9-power-loss')));
      expect(exit).toBe(3);
      expect(reasons.join()).toMatch(/power-loss broker-2: the unsynced canary survived/);
    });

    test('a broker whose only disk fails halts, and is refilled from the others on a new one', async () => {
      const { judged } = await lab.runText(diskFailure);
      expect({ exit: judged.exit, reasons: judged.reasons, lost: judged.lost }).toEqual({
        exit: 0,
        reasons: [],
        lost: [],
      });
    });

    test('disks of a run that was killed with SIGKILL are found and removed by clean', async () => {
      const command = startCommand(['run', 'power-loss-all', '--runtime', 'local', '--out', lab.out]);
      await waitUntil({
        what: 'three mounted disks',
        budgetMs: 120_000,
        look: async () => {
          const mounted = (await attachedImages('/tmp')).filter(({ directories }) => directories.length > 0);
          return mounted.length === 3 ? { done: true } : { seen: mounted };
        },
      });
      command.process.kill('SIGKILL');
      await command.exited;
      expect(await leftOfOurs()).not.toEqual([]);
      const { code, stdout } = await runCommandLine(['clean']);
      expect(stdout).toMatch(/disk \S+broker-1\.img on \/dev\/loop\d+/);
      expect(code).toBe(0);
    });
  }),
);

/** What is left of this file's runs: their folders end with their ids. Disks of others on this host are not ours. */
async function leftOfOurs(): Promise<readonly string[]> {
  const folders = await readdir(lab.out, { recursive: true }).catch(() => []);
  const ids = folders.flatMap((folder) => /-([0-9a-f]{8})$/.exec(folder)?.[1] ?? []);
  const left = await localLeftovers();
  return left.filter(({ runId }) => ids.includes(runId)).map(({ what }) => what);
}

/** An `xfs_io` that does nothing and says that all is well, first on the path. */
async function withoutShutdown<T>(work: () => Promise<T>): Promise<T> {
  const folder = join(lab.folder, 'bin');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'xfs_io'), '#!/bin/sh\nexit 0\n');
  await chmod(join(folder, 'xfs_io'), 0o755);
  const { PATH } = process.env;
  process.env.PATH = `${folder}:${PATH}`;
  try {
    return await work();
  } finally {
    process.env.PATH = PATH;
  }
}

const diskFailure = `
title: a disk fails under a broker and is replaced
cluster:
  kafka: "3.4.0"
  brokers: 3
  disk: { filesystem: ext4 }
  config: { zookeeper.session.timeout.ms: 3000 }
topic: { name: topic1 }
steps:
  - produce: { records: 10 }
  - disk-failure: broker-1
  - wait: { unregistered: broker-1 }
  - replace-disk: broker-1
  - start: broker-1
  - wait: { isr: brokers }
  - produce: { records: 10 }
`;
