import { z } from 'zod';
import { expected, sizeBytes } from '../lib/schemas.ts';
import { formatBytes } from '../lib/size.ts';
import type { PlannedDisk } from '../plan.ts';

const mib = 1024 ** 2;
/** mkfs.xfs refuses less than 300 MB; an ext4 smaller than this has hardly room for a journal. */
const bytesMin: Readonly<Record<PlannedDisk['filesystem'], number>> = { ext4: 32 * mib, xfs: 300 * mib };

/** `cluster.disk` of every system whose nodes can lose power: the filesystem that each node with data gets of its own. */
export const diskSchema = z
  .strictObject({
    filesystem: z
      .enum(['ext4', 'xfs'], { error: expected('ext4 or xfs') })
      .default('ext4')
      .describe('ext4 or xfs'),
    size: sizeBytes
      .prefault('512MiB')
      .describe('of each disk; it takes only as much room as is written to it'),
  })
  .refine(({ filesystem, size }) => size >= bytesMin[filesystem], {
    error: ({ input }) => {
      const { filesystem } = input as { filesystem: PlannedDisk['filesystem'] };
      return `expected at least ${formatBytes(bytesMin[filesystem])} for ${filesystem}`;
    },
    path: ['size'],
  })
  .transform(({ filesystem, size }): PlannedDisk => ({ filesystem, bytes: size }))
  .describe('a filesystem of its own for each node that keeps data, which `power-loss` needs');

/** The disk of a cluster that a system's schema has read; null when its nodes use plain folders. */
export function plannedDisk(cluster: Readonly<Record<string, unknown>>): PlannedDisk | null {
  return (cluster.disk as PlannedDisk | undefined) ?? null;
}
