import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { readAll } from '../lib/read-all.ts';
import { withDisks } from '../testing/disks.ts';
import { findEatmydata, tryFsync } from './disk/lying-fsync.ts';
import { type Disk, openDisk } from './disk.ts';
import { attachedImages } from './local/disks.ts';
import { local } from './local.ts';
import type { Machine, Runtime } from './machine.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
afterAll(() => rm(root, { recursive: true, force: true }));

const sizes = { ext4: 64, xfs: 320 } as const;

interface TestDisk extends AsyncDisposable {
  readonly machine: Machine;
  readonly disk: Disk;
  readonly tempFolder: string;
  has(name: string): Promise<string | null>;
}

async function openTestDisk(
  filesystem: 'ext4' | 'xfs',
  change: (machine: Machine) => Machine = (machine) => machine,
): Promise<TestDisk> {
  const tempFolder = await mkdtemp(join(root, 'run-'));
  const runtime: Runtime = await local.open({
    runId: basename(tempFolder),
    tempFolder,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const spec = { name: 'one', ports: [], memoryMb: 64, outputFolder: join(root, 'out'), powers: [] };
  const machine = change(await runtime.machine(spec));
  const disk = await openDisk(machine, { filesystem, bytes: sizes[filesystem] * 1024 ** 2 });
  return {
    machine,
    disk,
    tempFolder,
    async has(name) {
      const path = join(disk.directory, name);
      return (await machine.stat(path)) === null ? null : String(await readAll(machine.read(path)));
    },
    [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose](),
  };
}

const write = ({ machine, disk }: TestDisk, name: string) =>
  machine.write(join(disk.directory, name), 'content\n');
const fsync = ({ machine, disk }: TestDisk, name: string) =>
  machine.exec(['sync', join(disk.directory, name), disk.directory]);

for (const filesystem of ['ext4', 'xfs'] as const)
  withDisks(`a disk with ${filesystem}`, () => diskTests(filesystem));

function diskTests(filesystem: 'ext4' | 'xfs'): void {
  afterEach(async () => expect(await attachedImages(root)).toEqual([]));

  test('a cut keeps what was fsynced and takes what was not', async () => {
    await using lab = await openTestDisk(filesystem);
    await write(lab, 'fsynced');
    await fsync(lab, 'fsynced');
    await write(lab, 'unsynced');
    await lab.disk.cutPower({ journal: 'lost' });
    await lab.disk.remount();
    expect(await lab.has('fsynced')).toBe('content\n');
    expect(await lab.has('unsynced')).toBeNull();
  });

  test('a settled file survives the cut', async () => {
    await using lab = await openTestDisk(filesystem);
    await write(lab, 'settled');
    await lab.disk.settle();
    await lab.disk.cutPower({ journal: 'lost' });
    await lab.disk.remount();
    expect(await lab.has('settled')).toBe('content\n');
  });

  test('a flushed journal keeps the name of an unsynced file, but not what was in it', async () => {
    await using lab = await openTestDisk(filesystem);
    await write(lab, 'unsynced');
    await lab.disk.cutPower({ journal: 'flushed' });
    await lab.disk.remount();
    expect(await lab.has('unsynced')).toBe('');
  });

  test('without a cut a remount keeps everything', async () => {
    await using lab = await openTestDisk(filesystem);
    await write(lab, 'unsynced');
    await lab.disk.remount();
    expect(await lab.has('unsynced')).toBe('content\n');
  });

  test('a cut is proven by its canaries, again and again on the same disk', async () => {
    await using lab = await openTestDisk(filesystem);
    for (const journal of ['lost', 'flushed', 'lost'] as const) {
      await lab.disk.writeCanary();
      await lab.disk.cutPower({ journal });
      expect(lab.disk.isCut).toBe(true);
      await lab.disk.remount();
      expect(await lab.disk.readCanaries()).toEqual({ fsynced: 'back', unsynced: 'gone' });
      expect(lab.disk.isCut).toBe(false);
    }
  });

  test('an ioctl that does nothing shows: the unsynced canary is back', async () => {
    await using lab = await openTestDisk(filesystem, withoutShutdown);
    await lab.disk.writeCanary();
    await lab.disk.cutPower({ journal: 'lost' });
    await lab.disk.remount();
    expect(await lab.disk.readCanaries()).toEqual({ fsynced: 'back', unsynced: 'back' });
  });

  test('a cut disk takes no writes', async () => {
    await using lab = await openTestDisk(filesystem);
    await lab.disk.cutPower({ journal: 'lost' });
    await expect(write(lab, 'late')).rejects.toThrow(/EIO/);
  });

  test('a disk that another mount namespace still holds is mounted again only when it is let go', async () => {
    await using lab = await openTestDisk(filesystem);
    await write(lab, 'unsynced');
    const holder = await lab.machine.spawn({
      argv: ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', 'echo held; exec sleep 60'],
      output: `holder-${filesystem}.log`,
    });
    await expect.poll(async () => String(await readFile(holder.outputFile))).toBe('held\n');
    await lab.disk.cutPower({ journal: 'lost' });
    const remounted = lab.disk.remount();
    await expect.poll(() => attachedImages(lab.tempFolder)).toMatchObject([{ directories: [] }]);
    await holder.signal('SIGKILL');
    await remounted;
    expect(await lab.has('unsynced')).toBeNull();
    await write(lab, 'later');
  });

  test('a replaced disk is empty', async () => {
    await using lab = await openTestDisk(filesystem);
    await write(lab, 'old');
    await lab.disk.settle();
    await lab.disk.replace();
    expect(await lab.has('old')).toBeNull();
    await write(lab, 'new');
  });

  test('an honest fsync reaches the device, a lying one does not', async () => {
    await using lab = await openTestDisk(filesystem);
    const library = await findEatmydata(lab.machine);
    expect(library).not.toBeNull();
    const { honest, lying } = await tryFsync(lab.machine, lab.disk, library);
    expect(honest).toBeGreaterThan(0);
    expect(lying).toBe(0);
  });

  test('a process that still runs is killed, then the disk goes', async () => {
    const lab = await openTestDisk(filesystem);
    const child = await lab.machine.spawn({
      argv: ['tail', '-f', '/dev/null'],
      cwd: lab.disk.directory,
      output: 'x.log',
    });
    expect(await attachedImages(lab.tempFolder)).toMatchObject([{ directories: [lab.disk.directory] }]);
    await lab[Symbol.asyncDispose]();
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
    expect(existsSync(lab.disk.directory)).toBe(true);
  });

  test('disks made at the same time each get a device of their own', async () => {
    const labs = await Promise.all(Array.from({ length: 4 }, () => openTestDisk(filesystem)));
    const devices = await Promise.all(labs.map(({ disk }) => disk.device()));
    expect(new Set(devices).size).toBe(labs.length);
    for (const lab of labs) await lab[Symbol.asyncDispose]();
  });
}

/** The machine's programs, but its `xfs_io` does nothing and says that all is well. */
function withoutShutdown(machine: Machine): Machine {
  return {
    ...machine,
    exec: (argv, options) =>
      argv[0] === 'xfs_io' ? machine.exec(['true'], options) : machine.exec(argv, options),
  };
}
