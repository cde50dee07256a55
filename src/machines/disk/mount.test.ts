import { expect, test } from 'vitest';
import { parseMounts } from './mount.ts';

test('mount points and devices are read from real lines, optional fields and octal spaces included', () => {
  const lines = [
    '24 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '96 24 7:0 / /tmp/fsync-lab-0a1b2c3d/broker-1/disk rw,relatime shared:56 - ext4 /dev/loop0 rw',
    '97 24 7:1 / /tmp/a\\040b/disk rw,relatime - xfs /dev/loop1 rw,attr2,inode64',
    '',
  ];
  expect(parseMounts(lines.join('\n'))).toEqual([
    { directory: '/', source: '/dev/vda' },
    { directory: '/tmp/fsync-lab-0a1b2c3d/broker-1/disk', source: '/dev/loop0' },
    { directory: '/tmp/a b/disk', source: '/dev/loop1' },
  ]);
});
