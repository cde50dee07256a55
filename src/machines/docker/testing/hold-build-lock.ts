import { buildLock } from '../image/build-lock.ts';

/** A builder for tests to kill: holds the lock of the image named on its command line, and never lets go. */
await buildLock({
  tag: process.argv[2] ?? '',
  title: 'the test',
  signal: new AbortController().signal,
  onProgress: () => undefined,
});
process.stdout.write('held\n');
setInterval(() => undefined, 60_000);
