import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../../../errors.ts';
import type { LoggingKind } from '../../java/logging.ts';
import type { KafkaSoftware } from './kafka-software.ts';
import { javaMinOf } from './software.ts';

// What Kafka's own kafka-run-class.sh leaves out of the class path.
const notLaunched = /-(test|test-sources|src|scaladoc|javadoc)\.jar$/;

/** An unpacked Kafka distribution, used in place: nothing is downloaded, copied or written there. */
export function homeSoftware(home: string): KafkaSoftware {
  const folder = resolve(home);
  const names = jarsOf(folder);
  const version = versionOf(names, 'kafka_2\\.\\d+');
  if (version === null) throw notKafka(folder, 'its libs/ has no kafka_2.*.jar');
  const zookeeper = Number(version.split('.')[0]) >= 4 ? null : versionOf(names, 'zookeeper');
  const logging: LoggingKind = names.some((name) => name.startsWith('log4j-core-')) ? 'log4j2' : 'log4j';
  const jars = names.map((name) => `libs/${name}`);
  return {
    id: `kafka-home-${version}-${digestOf(folder, names)}`,
    title: `Kafka ${version} (${basename(folder)})`,
    version,
    javaMin: javaMinOf(version),
    kafka: { version, jars, logging },
    zookeeper: zookeeper === null ? null : { version: zookeeper, jars, logging },
    resolve: async () => folder,
  };
}

function jarsOf(folder: string): string[] {
  try {
    const names = readdirSync(join(folder, 'libs'));
    return names.filter((name) => name.endsWith('.jar') && !notLaunched.test(name)).sort();
  } catch {
    throw notKafka(folder, 'it has no libs/');
  }
}

function versionOf(names: readonly string[], artifact: string): string | null {
  const pattern = new RegExp(`^${artifact}-(\\d+\\.\\d+.*)\\.jar$`);
  return names.map((name) => pattern.exec(name)?.[1]).find((version) => version !== undefined) ?? null;
}

/** By place, names and times: the bytes of 100 MB would be read at every run. */
function digestOf(folder: string, names: readonly string[]): string {
  const hash = createHash('sha256').update(folder);
  for (const name of names) {
    const { size, mtimeMs } = statSync(join(folder, 'libs', name));
    hash.update(`\n${name} ${size} ${mtimeMs}`);
  }
  return hash.digest('hex').slice(0, 12);
}

function notKafka(folder: string, why: string): UserError {
  return new UserError(`${folder} is no unpacked Kafka: ${why}`, {
    hint: 'name the folder that holds bin, config and libs, such as kafka_2.13-4.3.1',
  });
}
