import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { claimAddress, freePort, lockedAddresses, portsOutside, releaseAddresses } from './addresses.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-test-'));
process.env.XDG_STATE_HOME = join(root, 'state');
afterAll(() => rm(root, { recursive: true, force: true }));

test.each([
  ['the kernel default', [32_768, 60_999], [10_000, 10_999]],
  ['low enough to leave little below', [10_000, 65_535], [9000, 9999]],
  ['nothing below', [1024, 60_000], [60_001, 61_000]],
  ['all ports', [1024, 65_535], [10_000, 10_999]],
] as const)('ports lie outside an ephemeral range of %s', (_what, ephemeral, ports) => {
  expect(portsOutside(ephemeral)).toEqual(ports);
});

test('a port that is taken at the address is not given', async () => {
  const address = await claimAddress('0000aaaa');
  const port = await freePort(address);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  expect(await freePort(address)).not.toBe(port);
  await new Promise((resolve) => server.close(resolve));
});

test('releasing the addresses of one run keeps those of the others', async () => {
  const mine = await claimAddress('0000bbbb');
  const other = await claimAddress('0000cccc');
  await releaseAddresses(['0000bbbb']);
  const left = await lockedAddresses();
  expect(left).toContainEqual({ address: other, runId: '0000cccc' });
  expect(left.map(({ address }) => address)).not.toContain(mine);
});
