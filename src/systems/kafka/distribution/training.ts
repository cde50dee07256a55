import { type Archive, classPathOf, javaCommand, nodeHeap } from '../../java/java-command.ts';
import { loggingFiles } from '../../java/logging.ts';
import type { Part } from '../../java/part.ts';
import type { Trained, Trainee, Training, TrainingPlace } from '../../java/training.ts';
import { exercise } from './exercise.ts';
import type { KafkaSoftware } from './kafka-software.ts';
import { mainClasses } from './main-classes.ts';

/** How the cluster keeps its metadata: it decides which classes a broker loads. */
export type Metadata = 'zookeeper' | 'kraft';

type Place = TrainingPlace & { readonly software: KafkaSoftware };

/** The jars of a Kafka, to be trained for clusters with their metadata there. */
export function trainedKafka(software: KafkaSoftware, metadata: Metadata): Trained {
  const { title, version, javaMin, kafka, zookeeper } = software;
  return {
    title,
    name: `kafka-${version}-${metadata}`,
    javaMin,
    jars: [...kafka.jars, ...(zookeeper?.jars ?? [])],
    plan: (place) =>
      metadata === 'kraft'
        ? kraftTraining({ ...place, software })
        : zookeeperTraining({ ...place, software }),
    exercise,
  };
}

// Any id will do: the cluster lives for seconds.
const clusterId = 'fsynclabtrainingAAAAAw';

function zookeeperTraining(place: Place): Training {
  const { software, folder, host, ports } = place;
  const { kafka, zookeeper } = software;
  if (!zookeeper) return kraftTraining(place);
  return {
    files: {
      ...loggingFileOf(place, kafka),
      ...loggingFileOf(place, zookeeper),
      [`${folder}/zoo.cfg`]: zooCfg(place),
      [`${folder}/server.properties`]: properties({
        'broker.id': 1,
        'zookeeper.connect': `${host}:${ports[1]}`,
        listeners: `PLAINTEXT://${host}:${ports[0]}`,
        ...commonProperties(folder),
      }),
    },
    trainees: [
      trainee(place, zookeeper, 'zookeeper', `${folder}/zoo.cfg`),
      trainee(place, kafka, 'broker', `${folder}/server.properties`),
    ],
  };
}

/** One process with both roles: its archive serves controllers, brokers and the storage tool. */
function kraftTraining(place: Place): Training {
  const { software, folder, host, ports } = place;
  const file = `${folder}/server.properties`;
  const format = command(place, software.kafka, mainClasses.storageTool, [
    'format',
    '-t',
    clusterId,
    '-c',
    file,
  ]);
  return {
    files: {
      ...loggingFileOf(place, software.kafka),
      [file]: properties({
        'process.roles': 'broker,controller',
        'node.id': 1,
        'controller.quorum.voters': `1@${host}:${ports[1]}`,
        'controller.listener.names': 'CONTROLLER',
        listeners: `PLAINTEXT://${host}:${ports[0]},CONTROLLER://${host}:${ports[1]}`,
        'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
        ...commonProperties(folder),
      }),
    },
    trainees: [{ ...trainee(place, software.kafka, 'broker', file), before: [format] }],
  };
}

function trainee(place: Place, part: Part, name: 'broker' | 'zookeeper', file: string): Trainee {
  const archive = `${place.folder}/whole/${name}.jsa`;
  return {
    name,
    argv: command(place, part, mainClasses[name], [file], { write: archive }),
    ready:
      name === 'broker' ? /started \(kafka\.server\.KafkaServer\)|Kafka Server started/ : /binding to port/,
    archive,
  };
}

function command(
  place: Place,
  part: Part,
  mainClass: string,
  args: readonly string[],
  archive?: Archive,
): string[] {
  return javaCommand({
    java: place.java,
    classPath: classPathOf(place.softwareFolder, part.jars),
    mainClass,
    args,
    heap: nodeHeap,
    logging: { kind: part.logging, file: loggingPath(place, part) },
    archive,
  });
}

function loggingPath({ folder }: Place, { logging }: Part): string {
  return `${folder}/${loggingFiles[logging].name}`;
}

function loggingFileOf(place: Place, part: Part): Record<string, string> {
  return { [loggingPath(place, part)]: loggingFiles[part.logging].content };
}

function zooCfg({ folder, host, ports }: Place): string {
  return properties({
    tickTime: 250,
    dataDir: `${folder}/zookeeper`,
    clientPort: ports[1],
    clientPortAddress: host,
    'admin.enableServer': false,
  });
}

function commonProperties(folder: string): Record<string, string | number> {
  return {
    'log.dirs': `${folder}/data`,
    'num.network.threads': 1,
    'num.io.threads': 2,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
  };
}

function properties(entries: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
