import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { requireJava } from '../../../java/java.ts';
import { classPathOf } from '../../../java/java-command.ts';
import { kafkaSoftware, pinnedVersionNames } from '../software.ts';
import { type ConfigurationKeys, type KeyFacts, keysFile } from './index.ts';

// Developers only: `npx tsx src/systems/kafka/distribution/config-keys/generate.ts` asks the pinned jars for their keys
// (docs/versions.md).

// The object comes first: of 3.4.0 its class has no way to the definitions.
const brokerClasses = 'kafka.server.KafkaConfig$,kafka.server.KafkaConfig';
const topicClasses = 'kafka.log.LogConfig$,org.apache.kafka.storage.internals.log.LogConfig';

async function generate(version: string): Promise<void> {
  const software = kafkaSoftware(version);
  const signal = AbortSignal.timeout(600_000);
  const folder = await software.resolve({ signal, onProgress: () => {} });
  const { path } = await requireJava(software);
  const classPath = classPathOf(folder, software.kafka.jars);
  const program = join(import.meta.dirname, 'Keys.java');
  const keysIn = async (classes: string) => {
    const { stdout } = await execa(path, ['-cp', classPath, program, classes]);
    return factsIn(stdout);
  };
  const keys = { broker: await keysIn(brokerClasses), topic: await keysIn(topicClasses) };
  await writeFile(keysFile(version), render(keys));
}

/** One key, one line: a changed list is read as a difference. */
function render({ broker, topic }: ConfigurationKeys): string {
  return `{\n  "broker": ${objectLines(broker)},\n  "topic": ${objectLines(topic)}\n}\n`;
}

function objectLines(keys: Readonly<Record<string, KeyFacts>>): string {
  const lines = Object.entries(keys).map(([name, facts]) => {
    const members = Object.entries(facts).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
    return `    ${JSON.stringify(name)}: { ${members.join(', ')} }`;
  });
  return `{\n${lines.join(',\n')}\n  }`;
}

/** Whatever else the jars print, such as a warning of their logging, is no line of a key. */
function factsIn(output: string): Record<string, KeyFacts> {
  const lines = output.split('\n').filter((line) => line.startsWith('key\t'));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', type = '', defaultValue = '', said = ''] = line.split('\t');
      const valid = /\[.*\]/.exec(said)?.[0];
      return [
        name,
        {
          type,
          ...(valid === undefined ? {} : { valid }),
          ...(defaultValue.startsWith('=') ? { default: defaultValue.slice(1) } : {}),
        },
      ];
    }),
  );
}

for (const version of pinnedVersionNames) await generate(version);
