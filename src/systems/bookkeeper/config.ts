import { posix } from 'node:path';
import type { Machine } from '../../machines/machine.ts';
import type { NodePlace } from '../system.ts';
import { zookeeperName } from '../zookeeper/node.ts';
import type { BookkeeperCluster } from './schema.ts';

/** After so long without a word a bookie is not available any more. */
export const sessionMs = 3000;

/** Small files and caches, and disks that may be nearly full; nothing of it says when an entry is written or synced. */
const labDefaults: Readonly<Record<string, string>> = {
  journalPreAllocSizeMB: '4',
  journalMaxSizeMB: '32',
  entryLogFilePreallocationEnabled: 'false',
  logSizeLimit: '33554432',
  dbStorage_writeCacheMaxSizeMb: '16',
  dbStorage_readAheadCacheMaxSizeMb: '16',
  minUsableSizeForIndexFileCreation: '1',
  minUsableSizeForEntryLogCreation: '1',
  minUsableSizeForHighPriorityWrites: '1',
  diskUsageThreshold: '0.99',
  diskUsageWarnThreshold: '0.98',
  httpServerEnabled: 'false',
};

/** What says who a bookie is and where: a run's own. */
export const ownedKeys: ReadonlySet<string> = new Set([
  'bookieId',
  'bookiePort',
  'advertisedAddress',
  'listeningInterface',
  'allowLoopback',
  'useHostNameAsBookieID',
  'metadataServiceUri',
  'zkServers',
  'zkLedgersRootPath',
  'zkTimeout',
  'journalDirectory',
  'journalDirectories',
  'ledgerDirectories',
  'indexDirectories',
]);

/** Where a bookie keeps its journal and its entry logs: on its own disk where it has one. */
export function bookieFolders({ folder }: Machine) {
  const disk = posix.join(folder, 'disk');
  return { journal: posix.join(disk, 'journal'), ledgers: posix.join(disk, 'ledgers') };
}

/** Where the cluster's metadata is, for bookies and clients. */
export function metadataServiceUri(place: Pick<NodePlace, 'address'>): string {
  const { host, port } = place.address(zookeeperName, 'clients').fromPeers;
  return `zk+hierarchical://${host}:${port}/ledgers`;
}

/** The whole configuration of one bookie. */
export function bookieProperties(
  { config }: BookkeeperCluster,
  name: string,
  place: NodePlace,
): Readonly<Record<string, string>> {
  const { bind, fromPeers } = place.address(name, 'clients');
  const { journal, ledgers } = bookieFolders(place.machine);
  return {
    ...labDefaults,
    ...config,
    bookieId: name,
    bookiePort: String(bind.port),
    advertisedAddress: fromPeers.host,
    // With an interface named it binds to the advertised address alone, else to all that its machine has.
    ...(bind.host.startsWith('127.') ? { listeningInterface: 'lo' } : {}),
    allowLoopback: 'true',
    metadataServiceUri: metadataServiceUri(place),
    zkTimeout: String(sessionMs),
    journalDirectories: journal,
    ledgerDirectories: ledgers,
  };
}
