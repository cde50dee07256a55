import type { PinnedVersions } from '../system.ts';
import { cachedVersions, javaMinOf, pinnedVersionNames } from './distribution/software.ts';
import { hasEligibleLeaderReplicas, knowsEligibleLeaderReplicas } from './features.ts';
import type { Metadata } from './layout.ts';
import { metadataProblems } from './metadata-problems.ts';
import { kafkaClusterSchema } from './schema.ts';

/** A pinned version, and what a scenario can ask of it. */
export interface PinnedKafka {
  readonly version: string;
  /** Where it can keep its metadata; the default first. */
  readonly metadata: readonly Metadata[];
  /** Of KRaft clusters. */
  readonly elr: 'on by default' | 'off by default' | 'none';
  readonly javaMin: number;
  /** Whether its jars are on this host already. */
  readonly isCached: boolean;
}

const titles = ['version', 'metadata', 'eligible leader replicas', 'Java', 'cached'];

/** All of them as a table, too. */
export async function pinnedTable(): Promise<PinnedVersions> {
  const facts = await pinnedKafkas();
  const rows = facts.map(({ version, metadata, elr, javaMin, isCached }) => [
    version,
    metadata.join(', '),
    elr,
    `${javaMin}+`,
    isCached ? 'yes' : 'no',
  ]);
  return { names: pinnedVersionNames, facts, titles, rows };
}

/** Oldest first. Asked from the rules that judge scenarios, so that the list cannot promise what they refuse. */
export async function pinnedKafkas(): Promise<readonly PinnedKafka[]> {
  const cached = await cachedVersions();
  return pinnedVersionNames.map((version) => ({
    version,
    metadata: (['zookeeper', 'kraft'] as const).filter((metadata) => canKeep(version, metadata)),
    elr: elrOf(version),
    javaMin: javaMinOf(version),
    isCached: cached.includes(version),
  }));
}

/** Whether the version can keep its metadata there. */
export function canKeep(kafka: string, metadata: Metadata): boolean {
  return metadataProblems(kafkaClusterSchema.parse({ kafka, metadata })).length === 0;
}

function elrOf(kafka: string): PinnedKafka['elr'] {
  if (!knowsEligibleLeaderReplicas(kafka)) return 'none';
  const isOn = hasEligibleLeaderReplicas(kafkaClusterSchema.parse({ kafka, metadata: 'kraft' }));
  return isOn ? 'on by default' : 'off by default';
}
