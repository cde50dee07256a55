import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, formatJars, readJars } from './jar-list.ts';
import { copyDependencies } from './maven.ts';

// Developers only: `npx tsx src/systems/kafka/dist/pin.ts kafka 4.1.1 GROUP:ARTIFACT:VERSION…` writes the list of a
// new version (docs/versions.md).

/** The module that holds a bundle: a list to read, not code. */
export function renderBundle(bundle: Bundle): string {
  const name = `${bundle.title.split(' ')[0]?.toLowerCase()}${bundle.version.replaceAll('.', '')}`;
  const coordinates = bundle.coordinates.map((text) => `    '${text}',\n`).join('');
  return `import { type Bundle, parseJars } from '../jar-list.ts';

/** Written by pin.ts; each line is sha256, bytes, name. */
export const ${name}: Bundle = {
  title: '${bundle.title}',
  version: '${bundle.version}',
  coordinates: [
${coordinates}  ],
  jars: parseJars(\`
${formatJars(bundle.jars)}
\`),
};
`;
}

async function pin(kind: string, version: string, coordinates: readonly string[]): Promise<void> {
  const title = `${kind === 'kafka' ? 'Kafka' : 'ZooKeeper'} ${version}`;
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-pin-'));
  try {
    const signal = AbortSignal.timeout(600_000);
    const empty = { title, version, coordinates, jars: [] };
    const jars = await copyDependencies({ bundle: empty, folder, signal, onDownloaded: () => {} });
    const file = join(import.meta.dirname, 'pinned', `${kind}-${version}.ts`);
    await writeFile(file, renderBundle({ ...empty, jars: await readJars(jars) }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [kind, version, ...coordinates] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename && kind && version) await pin(kind, version, coordinates);
