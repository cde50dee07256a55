import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../lib/package-version.ts';
import type { PlannedNode } from '../../plan.ts';
import { launchJava } from '../java/launch.ts';
import { troubleIn } from '../java/trouble.ts';
import type { NodePlace, NodeSpec } from '../system.ts';
import { metadataServiceUri, sessionMs } from './config.ts';
import type { BookkeeperSoftware } from './distribution/bookkeeper-software.ts';
import { writerName } from './layout.ts';

const memoryMb = 384;
const readyLine = 'ledger client ready';

/** Compiled from `client/LedgerClient.java`, so that no compiler is asked of whoever has a Java (its test compiles it again). */
export const clientClassFile = join(packageFolder, 'data/bookkeeper/LedgerClient.class');

/** BookKeeper's own client, in a process of the run; it makes the cluster's place in ZooKeeper at its first start. */
export function writerNode(node: PlannedNode, software: BookkeeperSoftware): NodeSpec {
  return {
    ...node,
    ports: ['clients'],
    memoryMb,
    launch: (place) => launchWriter(place, software),
    readiness: async (_place, lines) =>
      lines.includes(readyLine) ? { ready: true } : { ready: false, seen: lines.at(-1) ?? 'no output yet' },
    trouble: troubleIn,
  };
}

async function launchWriter(place: NodePlace, software: BookkeeperSoftware) {
  const classes = `${place.machine.folder}/classes`;
  await place.machine.write(`${classes}/LedgerClient.class`, await readFile(clientClassFile));
  const { host, port } = place.address(writerName, 'clients').bind;
  return launchJava({
    place,
    softwareFolder: place.softwareFolder(software.id),
    part: software.bookkeeper,
    archive: 'bookie',
    classes,
    mainClass: 'LedgerClient',
    args: [host, String(port), metadataServiceUri(place), String(sessionMs)],
  });
}
