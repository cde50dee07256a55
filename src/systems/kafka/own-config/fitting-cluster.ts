import type { FittingCluster } from '../../system.ts';
import { pinnedVersionNames } from '../distribution/software.ts';
import type { Metadata } from '../layout.ts';
import { canKeep } from '../versions.ts';
import type { WrittenSetting } from './form.ts';
import { rolesIn } from './owner.ts';
import { writtenSettings } from './read.ts';
import { replicasIn } from './read-topic.ts';

/** What cluster the files are for: where its metadata lives, so which of the pinned versions fits, and its replicas. */
export function fittingCluster(
  files: readonly Uint8Array[],
  topicFiles: readonly Uint8Array[],
): FittingCluster {
  const written = files.map(writtenSettings);
  const signs = written.map(metadataSign);
  const file = signs.findLastIndex((sign) => sign !== undefined);
  const sign = signs[file];
  const metadata = sign?.metadata;
  const kafka = pinnedVersionNames.findLast(
    (version) => metadata === undefined || canKeep(version, metadata),
  );
  const factor = topicFiles.map(replicasIn).findLast(Boolean) ?? defaultFactor(written.flat());
  return {
    set: sign ? [{ assignment: `cluster.metadata=${metadata}`, file, line: sign.of.line }] : [],
    version: kafka,
    replicas: factor,
    contradictions: contradictionsIn(signs),
  };
}

function defaultFactor(settings: readonly WrittenSetting[]): number | undefined {
  const factor = Number(lastOf(settings, 'default.replication.factor')?.value);
  return Number.isInteger(factor) && factor > 0 ? factor : undefined;
}

interface Sign {
  readonly metadata: Metadata;
  readonly of: WrittenSetting;
}

/** A broker on its way from ZooKeeper knows the voters and is still of ZooKeeper, until it has a role. */
function metadataSign(settings: readonly WrittenSetting[]): Sign | undefined {
  const signs: readonly (readonly [key: string, metadata: Metadata])[] = [
    ...(rolesIn(settings).length > 0 ? [['process.roles', 'kraft'] as const] : []),
    ['zookeeper.connect', 'zookeeper'],
    ['controller.quorum.voters', 'kraft'],
    ['controller.quorum.bootstrap.servers', 'kraft'],
  ];
  for (const [key, metadata] of signs) {
    const of = lastOf(settings, key);
    if (of && of.value !== '') return { metadata, of };
  }
  return undefined;
}

function lastOf(settings: readonly WrittenSetting[], key: string): WrittenSetting | undefined {
  return settings.findLast((setting) => setting.key === key);
}

function contradictionsIn(signs: readonly (Sign | undefined)[]): FittingCluster['contradictions'] {
  const first = signs.find((sign) => sign !== undefined);
  return signs.flatMap((sign, file) => {
    if (!first || !sign || sign.metadata === first.metadata) return [];
    const message = `'${sign.of.key}' is of ${titles[sign.metadata]}, and another file has '${first.of.key}', of ${titles[first.metadata]}; one cluster has one of them`;
    return [{ file, line: sign.of.line, message }];
  });
}

const titles: Readonly<Record<Metadata, string>> = { zookeeper: 'ZooKeeper', kraft: 'KRaft' };
