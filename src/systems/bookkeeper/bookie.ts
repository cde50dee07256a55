import type { PlannedNode } from '../../plan.ts';
import { launchJava } from '../java/launch.ts';
import { propertiesText } from '../java/properties-text.ts';
import { troubleIn } from '../java/trouble.ts';
import type { NodePlace, NodeSpec, Readiness } from '../system.ts';
import { bookieProperties } from './config.ts';
import type { BookkeeperSoftware } from './distribution/bookkeeper-software.ts';
import type { BookkeeperCluster } from './schema.ts';

const memoryMb = 512;

/** The program of a bookie, the same in every pinned version. */
export const bookieMain = 'org.apache.bookkeeper.server.Main';

/** Keeps entries: it writes each to its journal, and later to its entry logs. */
export function bookieNode(
  node: PlannedNode,
  cluster: BookkeeperCluster,
  software: BookkeeperSoftware,
): NodeSpec {
  return {
    ...node,
    ports: ['clients'],
    memoryMb,
    launch: (place) => launchBookie(place, node.name, cluster, software),
    readiness: async (_place, lines) => readinessIn(lines),
    trouble: (lines) => troubleIn(lines.filter((line) => !firstStart.test(line))),
  };
}

async function launchBookie(
  place: NodePlace,
  name: string,
  cluster: BookkeeperCluster,
  software: BookkeeperSoftware,
) {
  const file = `${place.machine.folder}/bk_server.conf`;
  await place.machine.write(file, propertiesText(bookieProperties(cluster, name, place)));
  return launchJava({
    place,
    softwareFolder: place.softwareFolder(software.id),
    part: software.bookkeeper,
    archive: 'bookie',
    mainClass: bookieMain,
    args: ['--conf', file],
  });
}

/** It calls this an error, and says itself that it is none of a new bookie. */
const firstStart = /this is okay if it is the first time/;

const readyLine = /Started component bookie-server/;

/** Ready once this start's output says so: it is registered then, and serves. */
export function readinessIn(lines: readonly string[]): Readiness {
  if (lines.some((line) => readyLine.test(line))) return { ready: true };
  return { ready: false, seen: lines.at(-1) ?? 'no output yet' };
}
