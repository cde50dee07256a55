import type { Disk, Node } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { listText } from '../lib/words.ts';
import { killNode } from './end-node.ts';
import type { Healing } from './healings.ts';
import type { NodeArgs } from './nodes.ts';
import type { Walk } from './walk.ts';

/** Only what has a filesystem of its own can lose power without the whole host: told before anything starts. */
export function requireDisks(walk: Walk, { nodes }: Pick<NodeArgs, 'nodes'>): void {
  if (walk.disks.length === 0) {
    walk.problem('it needs a disk per node; write `disk: { filesystem: ext4 }` under `cluster`');
    return;
  }
  const without = nodes.flatMap((target) => namedWithoutDisk(walk, target));
  if (without.length === 0) return;
  walk.problem(`${listText(without)}: no disk of its own to cut, as only ${listText(walk.disks)} keep data`);
}

/** Roles of a partition mean nodes that keep data, and those have disks. */
function namedWithoutDisk(walk: Walk, target: string): readonly string[] {
  return walk.resolve([target]).nodes.filter((node) => !walk.disks.includes(node));
}

/** Removing the files of a mounted disk would leave the disk: there, another one is put in its place. */
export function refuseDisks(walk: Walk, { nodes }: Pick<NodeArgs, 'nodes'>): void {
  const isDiskless = (target: string) => walk.nodeNames.includes(target) && !walk.disks.includes(target);
  if (walk.disks.length === 0 || nodes.every(isDiskless)) return;
  walk.problem('the nodes have disks of their own here; replace-disk gives one an empty disk');
}

/** The disk of a node that must have one that works. */
export function diskOf(node: Node, step: string): Disk {
  if (node.disk === null) throw new Inconclusive(`${step} ${node.name}: it has no disk of its own`);
  if (node.disk.isCut) throw new Inconclusive(`${step} ${node.name}: its disk has failed already`);
  return node.disk;
}

/** One of a node's disks by its number, or all of them; each must be one that works. */
export function partsOf(node: Node, step: string, number: number | undefined): readonly Disk[] {
  if (number === undefined) return diskOf(node, step).parts;
  const { parts = [] } = node.disk ?? {};
  const part = parts[number - 1];
  if (!part) throw new Inconclusive(`${step} ${node.name}: it has ${parts.length} disks, not ${number}`);
  if (part.isCut) throw new Inconclusive(`${step} ${node.name}: its disk ${number} has failed already`);
  return [part];
}

/** Whether a write to a disk of the node succeeds, and what it says when not; in English, whoever runs it. */
export async function tryWrite(
  { machine }: Node,
  file: string,
  command: readonly string[] = ['touch', file],
) {
  const { exitCode, stderr } = await machine.exec(['env', 'LC_ALL=C', ...command]);
  return { exitCode, error: stderr.trim() };
}

/** What a failed disk holds is what was written back before, as after a loss of power: nothing may run on it meanwhile. */
export function remounting(node: Node): Healing {
  return {
    text: `remount the disk of ${node.name}`,
    nodes: [node.name],
    isDue: () => node.disk?.isCut === true,
    bringsBack: true,
    async work() {
      if (node.state !== 'stopped' && node.state !== 'new') await killNode(node);
      await node.disk?.remount();
      return `${node.name} mounted again`;
    },
  };
}
