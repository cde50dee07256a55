import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOnPath } from '../../../lib/find-on-path.ts';
import { archives } from '../../java/archive.ts';
import { findJava, requireJava } from '../../java/java.ts';
import { classPathOf, javaCommand, nodeHeap } from '../../java/java-command.ts';
import { hostMachineIn } from '../../java/testing/host-machine.ts';
import { mainClasses } from './main-classes.ts';
import { cachedVersions, kafkaSoftware } from './software.ts';
import { trainedKafka } from './training.ts';

let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'fsync-lab-distribution-'));
  process.env.XDG_STATE_HOME = join(cache, 'state');
});
afterAll(() => rm(cache, { recursive: true, force: true }));

const notes: string[] = [];
const options = { signal: new AbortController().signal, onProgress: (text: string) => void notes.push(text) };

const isMissing = [await findOnPath('mvn', process.env.PATH), 'java' in (await findJava())].some(
  (found) => !found,
);

test.skipIf(isMissing).each(['3.4.0', '4.1.1'])(
  'Kafka %s comes through Maven, starts, and starts from its archive (needs Maven and Java)',
  async (version) => {
    const software = kafkaSoftware(version, cache);
    const java = await requireJava(software);
    const softwareFolder = await software.resolve(options);
    expect(await cachedVersions(cache)).toContain(version);

    const metadata = software.zookeeper ? 'zookeeper' : 'kraft';
    const hostMachine = () => hostMachineIn(cache);
    const trained = trainedKafka(software, metadata);
    const made = await archives({ trained, softwareFolder, java, cache, hostMachine, ...options });
    expect(notes.filter((note) => note.includes('no class-data archive'))).toEqual([]);
    expect(Object.keys(made).sort()).toEqual(software.zookeeper ? ['broker', 'zookeeper'] : ['broker']);
    expect((await readdir(join(cache, 'archives'))).filter((name) => name.startsWith('.tmp-'))).toEqual([]);

    const [program = '', ...args] = javaCommand({
      java: java.path,
      classPath: classPathOf(softwareFolder, software.kafka.jars),
      mainClass: mainClasses.broker,
      args: [],
      heap: nodeHeap,
      archive: { use: made.broker! },
    });
    const { stdout } = await execa(program, ['-Xlog:class+load', ...args], { reject: false });
    expect(stdout).toMatch(/kafka\.Kafka\$? source: shared objects file \(top\)/);
  },
);
