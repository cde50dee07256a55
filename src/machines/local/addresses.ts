import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import getPort, { portNumbers } from 'get-port';
import { HarnessError } from '../../errors.ts';
import { stateFolder } from '../../lib/folders.ts';

const triesMax = 100;
const portsWanted = 1000;
const portMin = 1024;
const portUsual = 10_000;
const portMax = 65_535;

/** Addresses in use by runs, one file each, named as the address and holding the run's id. */
export function lockFolder(): string {
  return join(stateFolder(), 'addresses');
}

/** A loopback address that no other run uses, locked until released: so a node's port is still its own after a restart. */
export function claimAddress(runId: string): Promise<string> {
  return claim(runId, 'loopback address', randomLoopback);
}

/** The first of the candidates that no other run holds, locked until the run's addresses are released. */
export async function claim(runId: string, what: string, candidate: () => string): Promise<string> {
  await mkdir(lockFolder(), { recursive: true });
  for (let tries = 0; tries < triesMax; tries += 1) {
    const address = candidate();
    if (await lock(address, runId)) return address;
  }
  throw new HarnessError(`no free ${what} after ${triesMax} tries; \`fsync-lab clean\` removes stale locks`);
}

/** Removes the locks of these runs. */
export async function releaseAddresses(runIds: readonly string[]): Promise<void> {
  for (const { address, runId } of await lockedAddresses()) {
    if (runIds.includes(runId)) await rm(join(lockFolder(), address), { force: true });
  }
}

/** Every locked address and the run that holds it. */
export async function lockedAddresses(): Promise<readonly { address: string; runId: string }[]> {
  const names = await readdir(lockFolder()).catch(() => []);
  return Promise.all(
    names.map(async (address) => ({
      address,
      runId: await readFile(join(lockFolder(), address), 'utf8').catch(() => ''),
    })),
  );
}

/** A free port at the address, outside the kernel's ephemeral range, where an outgoing connection could take it. */
export async function freePort(address: string): Promise<number> {
  const [first, last] = portsOutside(await ephemeralRange());
  return getPort({ host: address, port: portNumbers(first, last) });
}

/** Below the ephemeral range, else above it; a host that leaves no room there (1024-65535) shares its ports. */
export function portsOutside([low, high]: readonly [number, number]): readonly [number, number] {
  if (low >= portUsual + portsWanted) return [portUsual, portUsual + portsWanted - 1];
  if (low >= portMin + portsWanted) return [low - portsWanted, low - 1];
  if (high + portsWanted <= portMax) return [high + 1, high + portsWanted];
  return [portUsual, portUsual + portsWanted - 1];
}

function randomLoopback(): string {
  const part = (min: number, max: number) => min + Math.floor(Math.random() * (max - min + 1));
  return `127.${part(1, 254)}.${part(0, 255)}.${part(1, 254)}`;
}

async function lock(address: string, runId: string): Promise<boolean> {
  try {
    await writeFile(join(lockFolder(), address), runId, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function ephemeralRange(): Promise<readonly [number, number]> {
  const text = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '32768 60999');
  const [low = 32_768, high = 60_999] = text.trim().split(/\s+/).map(Number);
  return [low, high];
}
