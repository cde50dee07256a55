import { expect, test } from 'vitest';
import type { Disk } from '../disk.ts';
import type { CanarySight } from './canaries.ts';
import { diskSet } from './disk-set.ts';

const disk = (changes: Partial<Disk>) =>
  ({ directory: 'disk', filesystem: 'ext4', isCut: false, ...changes }) as Disk;
const showing = (fsynced: 'back' | 'gone', unsynced: 'back' | 'gone') =>
  disk({ readCanaries: async (): Promise<CanarySight> => ({ fsynced, unsynced }) });

test.each([
  [showing('back', 'gone'), { fsynced: 'back', unsynced: 'gone' }],
  [showing('back', 'back'), { fsynced: 'back', unsynced: 'back' }],
  [showing('gone', 'gone'), { fsynced: 'gone', unsynced: 'gone' }],
])('a cut is one only when every disk felt it', async (other, sight) => {
  expect(await diskSet(showing('back', 'gone'), [other]).readCanaries()).toEqual(sight);
});

test('one failed disk is a failed one, and all are cut together', async () => {
  const cut: string[] = [];
  const cuttable = (name: string) => disk({ cutPower: async () => void cut.push(name) });
  expect(diskSet(disk({}), [disk({ isCut: true })]).isCut).toBe(true);
  await diskSet(cuttable('one'), [cuttable('two')]).cutPower({ journal: 'lost' });
  expect(cut).toEqual(['one', 'two']);
});
