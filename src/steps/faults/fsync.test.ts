import { expect, test } from 'vitest';
import { openDiskCluster, withDisks } from '../fixtures/disk-cluster.ts';
import { problemsOf } from '../fixtures/walk.ts';
import { fsync } from './fsync.ts';

const args = (mode: string) => fsync.schema.parse({ node: 'broker-1', mode });

withDisks('fsync on a real disk', () => {
  test('lies from the next start on: the process has the library, its flushes do not arrive', async () => {
    await using lab = await openDiskCluster();
    expect(await fsync.run(args('lies'), lab.context)).toBe('from the next start on');
    expect(lab.events.at(-1)).toMatchObject({
      fault: 'fsync',
      happened: true,
      proof: { mode: 'lies', flushes: { honest: expect.any(Number), lying: 0 } },
    });
    await lab.up('broker-1');
    expect(lab.events.at(-1)).toMatchObject({ type: 'node', event: 'ready', fsync: 'lies' });
  });

  test('is honest again after another start', async () => {
    await using lab = await openDiskCluster();
    await fsync.run(args('lies'), lab.context);
    await lab.up('broker-1');
    await fsync.run(args('honest'), lab.context);
    await lab.node('broker-1').end('SIGKILL', 5000);
    await lab.up('broker-1');
    expect(lab.events.at(-1)).not.toMatchObject({ fsync: 'lies' });
  });
});

test('only a lie needs the library', () => {
  expect(fsync.needsFor?.(args('lies'))).toEqual(['lying-fsync']);
  expect(fsync.needsFor?.(args('honest'))).toEqual([]);
});

test('a mode is one of two', () => {
  const written = { node: 'broker-1', mode: 'maybe' };
  expect(fsync.schema.safeParse(written).error?.issues[0]?.message).toBe(
    'expected lies or honest, got `maybe`',
  );
});

test.each([
  ['a node with a disk', 'broker-1', []],
  ['a node without', 'broker-2', ['broker-2: no disk of its own to cut, as only broker-1 keep data']],
])('walking: %s', (_title, node, problems) => {
  expect(problemsOf(fsync, { node, mode: 'lies' }, {}, ['broker-1'])).toEqual(problems);
});
