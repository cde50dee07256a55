import { classPathOf, javaCommand, nodeHeap } from '../../java/java-command.ts';
import { loggingFiles } from '../../java/logging.ts';
import type { Part } from '../../java/part.ts';
import { propertiesText } from '../../java/properties-text.ts';
import type { Trained, Trainee, Training, TrainingPlace } from '../../java/training.ts';
import { zookeeperProperties } from '../../zookeeper/node.ts';
import { bookieMain } from '../bookie.ts';
import { type BookkeeperSoftware, javaMin } from './bookkeeper-software.ts';

type Place = TrainingPlace & { readonly software: BookkeeperSoftware };

/** The jars of a BookKeeper, to be trained: one bookie over one ZooKeeper. The writer takes the bookie's archive. */
export function trainedBookkeeper(software: BookkeeperSoftware): Trained {
  const { title, version, bookkeeper, zookeeper } = software;
  return {
    title,
    name: `bookkeeper-${version}`,
    javaMin,
    jars: [...bookkeeper.jars, ...zookeeper.jars],
    plan: (place) => trainingOf({ ...place, software }),
  };
}

function trainingOf(place: Place): Training {
  const { software, folder } = place;
  const { bookkeeper, zookeeper } = software;
  const conf = `${folder}/bk_server.conf`;
  const shell = 'org.apache.bookkeeper.bookie.BookieShell';
  const init = command(place, bookkeeper, shell, ['-conf', conf, 'initnewcluster']);
  return {
    files: {
      ...loggingFileOf(place, bookkeeper),
      ...loggingFileOf(place, zookeeper),
      [`${folder}/zoo.cfg`]: propertiesText(
        zookeeperProperties(`${folder}/zookeeper`, { host: place.host, port: place.ports[1] }),
      ),
      [conf]: propertiesText(bookieConf(place)),
    },
    trainees: [
      trainee(place, zookeeper, {
        name: 'zookeeper',
        mainClass: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
        args: [`${folder}/zoo.cfg`],
        ready: /binding to port/,
      }),
      {
        ...trainee(place, bookkeeper, {
          name: 'bookie',
          mainClass: bookieMain,
          args: ['--conf', conf],
          ready: /Started component bookie-server/,
        }),
        before: [init],
      },
    ],
  };
}

function bookieConf({ folder, host, ports }: Place): Readonly<Record<string, string>> {
  return {
    bookieId: 'bookie-1',
    bookiePort: String(ports[0]),
    advertisedAddress: host,
    listeningInterface: 'lo',
    allowLoopback: 'true',
    metadataServiceUri: `zk+hierarchical://${host}:${ports[1]}/ledgers`,
    journalDirectories: `${folder}/journal`,
    ledgerDirectories: `${folder}/ledgers`,
    journalPreAllocSizeMB: '4',
    diskUsageThreshold: '0.99',
    diskUsageWarnThreshold: '0.98',
  };
}

interface Program {
  readonly name: string;
  readonly mainClass: string;
  readonly args: readonly string[];
  readonly ready: RegExp;
}

function trainee(place: Place, part: Part, { name, mainClass, args, ready }: Program): Trainee {
  const archive = `${place.folder}/whole/${name}.jsa`;
  return { name, argv: command(place, part, mainClass, args, archive), ready, archive };
}

function command(
  place: Place,
  part: Part,
  mainClass: string,
  args: readonly string[],
  archive?: string,
): string[] {
  return javaCommand({
    java: place.java,
    classPath: classPathOf(place.softwareFolder, part.jars),
    mainClass,
    args,
    heap: nodeHeap,
    logging: { kind: part.logging, file: `${place.folder}/${loggingFiles[part.logging].name}` },
    archive: archive === undefined ? undefined : { write: archive },
    tempFolder: place.folder,
  });
}

function loggingFileOf({ folder }: Place, { logging }: Part): Record<string, string> {
  return { [`${folder}/${loggingFiles[logging].name}`]: loggingFiles[logging].content };
}
