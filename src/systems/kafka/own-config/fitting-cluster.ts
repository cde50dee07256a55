import type { FittingCluster } from '../../system.ts';
import { pinnedVersionNames } from '../distribution/software.ts';
import { canKeep } from '../versions.ts';
import { writtenSettings } from './read.ts';

/** What cluster the files are for: where its metadata lives, so which of the pinned versions fits, and its replicas. */
export function fittingCluster(files: readonly Uint8Array[]): FittingCluster {
  const given = new Map(files.flatMap(writtenSettings).map(({ key, value }) => [key, value]));
  const metadata = metadataIn(given);
  const kafka = pinnedVersionNames.findLast(
    (version) => metadata === undefined || canKeep(version, metadata),
  );
  const factor = Number(given.get('default.replication.factor'));
  return {
    set: metadata === undefined ? [] : [`cluster.metadata=${metadata}`],
    version: kafka,
    replicas: Number.isInteger(factor) && factor > 0 ? factor : undefined,
  };
}

function metadataIn(given: ReadonlyMap<string, string>): 'zookeeper' | 'kraft' | undefined {
  if (given.has('process.roles') || given.has('controller.quorum.voters')) return 'kraft';
  return given.has('zookeeper.connect') ? 'zookeeper' : undefined;
}
