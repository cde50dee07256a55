import { expect, test } from 'vitest';
import { diskSchema } from './disk-schema.ts';

test('half a gibibyte of ext4 by default', () => {
  expect(diskSchema.parse({})).toEqual({ filesystem: 'ext4', bytes: 512 * 1024 ** 2 });
});

test.each([
  [{ filesystem: 'btrfs' }, 'expected ext4 or xfs, got `btrfs`'],
  [{ filesystem: 'xfs', size: '64MiB' }, 'expected at least 300.0 MiB for xfs'],
  [{ size: '1MiB' }, 'expected at least 32.0 MiB for ext4'],
  [{ size: 'big' }, 'expected a size such as 10, 4KiB or 512MiB, got `big`'],
])('%j will not do', (written, message) => {
  expect(diskSchema.safeParse(written).error?.issues[0]?.message).toBe(message);
});
