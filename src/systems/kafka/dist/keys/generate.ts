import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { requireJava } from '../java.ts';
import { classPathOf } from '../java-command.ts';
import { kafkaSoftware, pinnedVersionNames } from '../software.ts';

// Developers only: `npx tsx src/systems/kafka/dist/keys/generate.ts` asks the pinned jars for their keys
// (docs/versions.md).

const lineLengthMax = 100;
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
  await writeFile(join(import.meta.dirname, `kafka-${version}.ts`), render(version, broker, topic));
}

function render(version: string, broker: string, topic: string): string {
  return `import type { ConfigurationKeys } from './index.ts';

/** Written by generate.ts, from the jars of Kafka ${version}. */
export const kafka${version.replaceAll('.', '')}: ConfigurationKeys = {
  broker: \`
${wrap(broker)}
\`,
  topic: \`
${wrap(topic)}
\`,
};
`;
}

function wrap(names: string): string {
  const lines: string[] = [];
  for (const name of names.split(' ').sort()) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + name.length < lineLengthMax)
      lines[lines.length - 1] = `${line} ${name}`;
    else lines.push(name);
  }
  return lines.join('\n');
}

for (const version of pinnedVersionNames) await generate(version);
