import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFile, formatBundle, readJars } from './jar-list.ts';
import { copyDependencies } from './maven.ts';

// Developers only: `npx tsx src/systems/java/pin.ts kafka 4.1.1 GROUP:ARTIFACT:VERSION…` writes the list
// of a new version (docs/versions.md).

const products: Readonly<Record<string, string>> = {
  kafka: 'Kafka',
  zookeeper: 'ZooKeeper',
  bookkeeper: 'BookKeeper',
};

async function pin(kind: string, version: string, coordinates: readonly string[]): Promise<void> {
  const product = products[kind] ?? kind;
  const folder = await mkdtemp(join(tmpdir(), 'fsync-lab-pin-'));
  try {
    const signal = AbortSignal.timeout(600_000);
    const empty = { title: `${product} ${version}`, version, coordinates, jars: [] };
    const jars = await copyDependencies({ bundle: empty, folder, signal, onDownloaded: () => {} });
    await writeFile(bundleFile(product, version), formatBundle({ ...empty, jars: await readJars(jars) }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [kind, version, ...coordinates] = process.argv.slice(2);
if (kind && version) await pin(kind, version, coordinates);
