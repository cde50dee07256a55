import { parsePartition } from '../plan.ts';

/** Why Kafka renamed a partition's folder: each is out of service, and may hold records (UnifiedLog's suffixes). */
export type Aside = 'future' | 'delete' | 'stray';

/** Whose records a folder holds. */
export interface PartitionName {
  readonly partition: string;
  readonly aside: Aside | null;
}

/** What `topic1-0` or `topic1-0.<32 hex digits>-stray` says; undefined for a folder of another kind. */
export function partitionName(folder: string): PartitionName | undefined {
  const renamed = /^(.+-\d+)\.[0-9a-f]{32}-(future|delete|stray)$/.exec(folder);
  if (renamed) return { partition: renamed[1] ?? '', aside: renamed[2] as Aside };
  return parsePartition(folder) ? { partition: folder, aside: null } : undefined;
}
