import { type Archive, classPathOf, javaCommand, mainClasses, nodeHeap } from './java-command.ts';
import { loggingFiles } from './logging.ts';
import type { KafkaSoftware, Part } from './part.ts';

/** How the cluster keeps its metadata: it decides which classes a broker loads. */
export type Metadata = 'zookeeper' | 'kraft';

/** Where a training run happens, as its machine sees it. Everything is below `folder`. */
export interface TrainingPlace {
  readonly software: KafkaSoftware;
  readonly softwareFolder: string;
  readonly java: string;
  readonly metadata: Metadata;
  readonly folder: string;
  readonly host: string;
  /** The broker's port, and that of ZooKeeper or the controller. */
  readonly ports: readonly [broker: number, metadata: number];
}

/** A process to train: when `ready` was printed it has loaded what a start needs; then SIGTERM makes it write `archive`. */
export interface Trainee {
  readonly name: 'broker' | 'zookeeper';
  readonly argv: readonly string[];
  readonly ready: RegExp;
  readonly archive: string;
}

/** A short, real life of each kind of process. One process an archive, as JDK 17 cannot name a file per process. */
export interface Training {
  readonly files: Readonly<Record<string, string>>;
  /** To run before, one after the other: KRaft refuses an unformatted folder. */
  readonly before: readonly (readonly string[])[];
  /** In order of their start; they are stopped in reverse order. */
  readonly trainees: readonly Trainee[];
}

// Any id will do: the cluster lives for seconds.
const clusterId = 'fsynclabtrainingAAAAAw';

/** What to write and to run. Plain data, so that an image can be trained with the same commands. */
export function planTraining(place: TrainingPlace): Training {
  return place.metadata === 'kraft' ? kraftTraining(place) : zookeeperTraining(place);
}

function zookeeperTraining(place: TrainingPlace): Training {
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
    before: [],
    trainees: [
      trainee(place, zookeeper, 'zookeeper', `${folder}/zoo.cfg`),
      trainee(place, kafka, 'broker', `${folder}/server.properties`),
    ],
  };
}

/** One process with both roles: its archive serves controllers, brokers and the storage tool. */
function kraftTraining(place: TrainingPlace): Training {
  const { software, folder, host, ports } = place;
  const file = `${folder}/server.properties`;
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
    before: [
      command(place, software.kafka, mainClasses.storageTool, ['format', '-t', clusterId, '-c', file]),
    ],
    trainees: [trainee(place, software.kafka, 'broker', file)],
  };
}

function trainee(place: TrainingPlace, part: Part, name: Trainee['name'], file: string): Trainee {
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
  place: TrainingPlace,
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

function loggingPath({ folder }: TrainingPlace, { logging }: Part): string {
  return `${folder}/${loggingFiles[logging].name}`;
}

function loggingFileOf(place: TrainingPlace, part: Part): Record<string, string> {
  return { [loggingPath(place, part)]: loggingFiles[part.logging].content };
}

function zooCfg({ folder, host, ports }: TrainingPlace): string {
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
