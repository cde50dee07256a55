import type { Diagnosis } from '../../lib/diagnosis.ts';
import type { PinnedVersions } from '../system.ts';
import { javaMin } from './distribution/bookkeeper-software.ts';
import { bookkeeperVersions, cachedVersions } from './distribution/software.ts';

/** What this host has to run BookKeeper; Java and Maven are looked at for Kafka already. */
export async function examineBookkeeper(): Promise<readonly Diagnosis[]> {
  const cached = await cachedVersions();
  const check = { name: 'BookKeeper', enables: 'scenarios of bookkeeper', status: 'ok' } as const;
  const all = bookkeeperVersions.join(', ');
  if (cached.length > 0) return [{ ...check, found: `${cached.join(', ')} in the cache (of ${all})` }];
  return [{ ...check, found: `the first run brings ${all} with Maven, 95 MB` }];
}

/** The pinned versions, as `versions` shows them. */
export async function pinnedBookkeeper(): Promise<PinnedVersions> {
  const cached = await cachedVersions();
  const facts = bookkeeperVersions.map((version) => ({
    version,
    javaMin,
    isCached: cached.includes(version),
  }));
  return {
    names: bookkeeperVersions,
    facts,
    titles: ['version', 'Java', 'cached'],
    rows: facts.map(({ version, isCached }) => [version, `${javaMin}+`, isCached ? 'yes' : 'no']),
  };
}
