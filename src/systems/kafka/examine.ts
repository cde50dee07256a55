import { stripVTControlCharacters } from 'node:util';
import type { Diagnosis } from '../../lib/diagnosis.ts';
import { findOnPath } from '../../lib/find-on-path.ts';
import { cacheFolder } from '../../lib/folders.ts';
import { installCommands } from '../java/hints.ts';
import { findJava } from '../java/java.ts';
import { tellingLine } from '../java/maven.ts';
import { cachedVersions, pinnedVersionNames } from './distribution/software.ts';

const javaForEveryKafka = 17;

/** What this host has to run Kafka, and to bring the version of the demo. */
export async function examineKafka(demoVersion: string): Promise<readonly Diagnosis[]> {
  const cached = await cachedVersions();
  const maven = await examineMaven();
  // Jars that are here need no Maven.
  const blocks = cached.includes(demoVersion) ? [] : ('all' as const);
  return [await examineJava(), { ...maven, blocks }, examineCache(cached)];
}

/** The Java of this host, which local processes run on; a container has a Java of its own. */
async function examineJava(): Promise<Diagnosis> {
  const check = { name: 'Java', enables: 'brokers as local processes; Maven' };
  const search = await findJava();
  if ('problem' in search) {
    return {
      ...check,
      status: 'missing',
      found: search.problem,
      blocks: ['local'],
      help: search.help ? [search.help] : install('java'),
    };
  }
  const { path, version, build } = search.java;
  const found = `Java ${version} (${build}), ${path}`;
  if (version >= javaForEveryKafka) return { ...check, status: 'ok', found };
  return { ...check, status: 'note', found: `${found}; Kafka 4 needs Java 17`, help: install('java') };
}

/** Maven, which brings Kafka's jars. */
async function examineMaven(): Promise<Diagnosis> {
  const check = { name: 'Maven', enables: "bringing Kafka's jars, once per version" };
  const path = await findOnPath('mvn', process.env.PATH);
  if (path === null) {
    return { ...check, status: 'missing', found: 'there is no `mvn` on the PATH', help: install('maven') };
  }
  return { ...check, ...(await versionOf(path)) };
}

async function versionOf(path: string): Promise<Pick<Diagnosis, 'status' | 'found' | 'help'>> {
  const { execa } = await import('execa');
  const { failed, all = '' } = await execa(path, ['-B', '--version'], { reject: false, all: true });
  // Maven 3 paints its name even with -B.
  const version = /Apache Maven (\d[\w.-]*)/.exec(stripVTControlCharacters(all))?.[1];
  if (!failed) return { status: 'ok', found: `Maven ${version ?? 'of an unknown version'}, ${path}` };
  const said = tellingLine(all.split('\n').filter((line) => !line.startsWith('Picked up ')));
  return {
    status: 'missing',
    found: `${path} does not run: ${said}`,
    help: ['run `mvn --version` to see why'],
  };
}

/** The Kafka versions that need neither Maven nor a network any more. */
function examineCache(cached: readonly string[]): Diagnosis {
  const check = { name: 'Kafka', enables: 'runs without Maven and without a network' };
  if (cached.length > 0) return { ...check, status: 'ok', found: `${cached.join(', ')} in ${cacheFolder()}` };
  const found = `no version in ${cacheFolder()} yet; pinned are ${pinnedVersionNames.join(', ')}`;
  return {
    ...check,
    status: 'note',
    found,
    help: ['the first run brings what it needs: about 45 MB a version'],
  };
}

function install(what: keyof typeof installCommands): readonly string[] {
  const { debian, macos } = installCommands[what];
  return [debian, `${macos}  (macOS)`];
}
