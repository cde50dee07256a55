import { z } from 'zod';

/** How long results wait for a matrix that was interrupted. */
export const keptSeconds = 24 * 60 * 60;

/** Where a run's folder waits to be fetched: beside its job, as every event of a queue repeats what a job returns. */
export function archiveKey(jobId: string): string {
  return `fsync-lab:archive:${jobId}`;
}

const progressSchema = z.object({ refusedBy: z.record(z.string(), z.string()) });

/** Which workers left a job to others, and why. */
export type RefusedBy = Readonly<Record<string, string>>;

/** Of a job's progress, which anybody may have written. */
export function refusalsOf(progress: unknown): RefusedBy {
  const read = progressSchema.safeParse(progress);
  return read.success ? read.data.refusedBy : {};
}
