import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { requireJava } from '../java.ts';
import { classPathOf } from '../java-command.ts';
import { kafkaSoftware, pinnedVersionNames } from '../software.ts';
import { type ConfigurationKeys, keysFile } from './index.ts';

// Developers only: `npx tsx src/systems/kafka/distribution/keys/generate.ts` asks the pinned jars for their keys
// (docs/versions.md).

const brokerClass = 'kafka.server.KafkaConfig';
const topicClasses = 'kafka.log.LogConfig,org.apache.kafka.storage.internals.log.LogConfig';

async function generate(version: string): Promise<void> {
  const software = kafkaSoftware(version);
  const signal = AbortSignal.timeout(600_000);
  const folder = await software.resolve({ signal, onProgress: () => {} });
  const { path } = await requireJava(software);
  const classPath = classPathOf(folder, software.kafka.jars);
  const program = join(import.meta.dirname, 'Keys.java');
  const { stdout } = await execa(path, ['-cp', classPath, program, brokerClass, topicClasses]);
  const [broker = '', topic = ''] = stdout.split('\n').slice(-2);
  await writeFile(keysFile(version), render(broker, topic));
}

/** One key, one line: a changed list is read as a difference. */
function render(broker: string, topic: string): string {
  const keys = { broker: named(broker), topic: named(topic) } satisfies ConfigurationKeys;
  return `${JSON.stringify(keys, null, 2)}\n`;
}

function named(names: string): Record<string, object> {
  const sorted = names.split(' ').sort();
  return Object.fromEntries(sorted.map((name) => [name, {}]));
}

for (const version of pinnedVersionNames) await generate(version);
