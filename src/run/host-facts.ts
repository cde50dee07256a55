import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, release, totalmem } from 'node:os';

const writebackFolder = '/proc/sys/vm';
const writebackKeys = [
  'dirty_background_ratio',
  'dirty_expire_centisecs',
  'dirty_ratio',
  'dirty_writeback_centisecs',
];

/** Facts of this host that matter for the evidence: when the kernel writes back decides what a power cut takes. */
export async function hostFacts(): Promise<Readonly<Record<string, unknown>>> {
  const writeback = await Promise.all(
    writebackKeys.map(async (key) => {
      const text = await readFile(`${writebackFolder}/${key}`, 'utf8').catch(() => null);
      return [`vm.${key}`, text === null ? null : Number(text)] as const;
    }),
  );
  return {
    platform: process.platform,
    arch: arch(),
    kernel: release(),
    cores: availableParallelism(),
    memoryMb: Math.round(totalmem() / 1024 ** 2),
    ...Object.fromEntries(writeback.filter(([, value]) => value !== null)),
  };
}
