import { Inconclusive } from '../../errors.ts';
import { launchJava } from '../java/launch.ts';
import { troubleIn } from '../java/trouble.ts';
import type { NodePlace } from '../system.ts';
import { serverFile } from './broker.ts';
import type { KafkaSoftware } from './distribution/kafka-software.ts';
import { mainClasses } from './distribution/main-classes.ts';
import { formattedFeatures } from './features.ts';
import type { KafkaCluster } from './schema.ts';

/** Any id will do, as long as all nodes have the same: their addresses are theirs alone. */
const clusterId = 'fsync-lab-cluster-AAAw';

const metadataVersion = 'metadata.version';

export interface Formatting {
  readonly name: string;
  readonly place: NodePlace;
  readonly cluster: KafkaCluster;
  readonly software: KafkaSoftware;
}

/**
 * `kafka-storage format` on the node's own machine, as an operator would: each storage gets a directory id of its own,
 * and what a cut of its disk takes is what Kafka's tool wrote.
 */
export async function formatStorage({ name, place, cluster, software }: Formatting): Promise<void> {
  const { argv } = await launchJava({
    place,
    softwareFolder: place.softwareFolder(software.id),
    part: software.kafka,
    archive: 'broker',
    mainClass: mainClasses.storageTool,
    args: formatArgs(serverFile(place), formattedFeatures(cluster)),
  });
  const { exitCode, stdout, stderr } = await place.machine.exec(argv);
  if (exitCode === 0) return;
  throw new Inconclusive(`${name}: kafka-storage format failed: ${tellingLine(`${stdout}\n${stderr}`)}`);
}

/** The metadata version has a name (`4.3-IV0`) and a flag of its own; all other features are numbers. */
export function formatArgs(file: string, features: Readonly<Record<string, string>>): readonly string[] {
  const flags = Object.entries(features).flatMap(([feature, level]) =>
    feature === metadataVersion ? ['--release-version', level] : ['--feature', `${feature}=${level}`],
  );
  return ['format', '--cluster-id', clusterId, '--config', file, ...flags];
}

function tellingLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return troubleIn(lines) ?? lines.at(-1)?.trim() ?? 'it printed nothing';
}
