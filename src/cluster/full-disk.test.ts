import { expect, test } from 'vitest';
import { fullDiskIn } from './full-disk.ts';

test('a broker that found no room tells that the disk is full, and what to do', () => {
  const lines = [
    '[2026-11-22 04:17:24,608] ERROR Error while writing to checkpoint file /x (kafka.server.LogDirFailureChannel)',
    'java.io.IOException: No space left on device',
    '\tat java.base/java.io.FileOutputStream.writeBytes(Native Method)',
  ];
  expect(fullDiskIn('broker-2', lines)?.message).toBe(
    "broker-2 ended for lack of disk space (java.io.IOException: No space left on device); make room where the nodes' files are (Docker: `docker system df`)",
  );
});

test('a broker that ended for another reason tells nothing of the kind', () => {
  expect(fullDiskIn('broker-2', ['java.io.IOException: Input/output error'])).toBeNull();
});
