import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packageFolder } from '../../lib/package-version.ts';

/** A jar as it was when its version was pinned. */
export interface Jar {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What one Maven call brings: the coordinates that really run, and every jar that they resolve to. */
export interface Bundle {
  /** For people: `Kafka 3.4.0`. */
  readonly title: string;
  readonly version: string;
  readonly coordinates: readonly string[];
  readonly jars: readonly Jar[];
}

/** What Maven has to bring for a software, by the name of the sub-folder: the class paths stay apart. */
export type Bundles = Readonly<Record<string, Bundle>>;

/** Where the list of a bundle lies: data, in a checkout and in the package alike. */
export function bundleFile(product: string, version: string): string {
  return join(packageFolder, 'data/jars', `${product.toLowerCase()}-${version}.txt`);
}

/** Reads a pinned list: Maven coordinates, then one `sha256 bytes name` a line, to be compared by eye. */
export function readBundle(product: string, version: string): Bundle {
  const lines = readFileSync(bundleFile(product, version), 'utf8').trim().split('\n');
  const words = lines.map((line) => line.split(' '));
  return {
    title: `${product} ${version}`,
    version,
    coordinates: lines.filter((line) => !line.includes(' ')),
    jars: words.flatMap(([sha256 = '', bytes, name]) =>
      name === undefined ? [] : [{ name, bytes: Number(bytes), sha256 }],
    ),
  };
}

/** The counterpart of `readBundle`. */
export function formatBundle({ coordinates, jars }: Bundle): string {
  return `${[...coordinates, formatJars(jars)].join('\n')}\n`;
}

/** The jars alone, as they are in a list. */
function formatJars(jars: readonly Jar[]): string {
  return jars.map(({ sha256, bytes, name }) => `${sha256} ${bytes} ${name}`).join('\n');
}

/** Names the content of all bundles, so that a changed list gets another place in the cache. */
export function digestOf(bundles: readonly Bundle[]): string {
  const hash = createHash('sha256');
  for (const { jars } of bundles) hash.update(`${formatJars(jars)}\n\n`);
  return hash.digest('hex').slice(0, 12);
}

/** Size of all jars of a bundle. */
export function bytesOf(bundle: Bundle): number {
  return bundle.jars.reduce((sum, jar) => sum + jar.bytes, 0);
}

/** What a folder holds, with checksums, in name order: the list to pin, or to hold against a pinned one. */
export async function readJars(folder: string): Promise<Jar[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => readJar(folder, name)));
}

async function readJar(folder: string, name: string): Promise<Jar> {
  const hash = createHash('sha256');
  const file = join(folder, name);
  await pipeline(createReadStream(file), hash);
  return { name, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}

/** Every way in which a folder differs from its list: jars missing, jars too many, jars with other bytes. */
export function differences(bundle: Bundle, found: readonly Jar[]): string[] {
  const byName = new Map(found.map((jar) => [jar.name, jar]));
  const expected = new Set(bundle.jars.map(({ name }) => name));
  const extra = found.filter(({ name }) => !expected.has(name)).map(({ name }) => `${name}: not in the list`);
  return [...bundle.jars.flatMap((jar) => difference(jar, byName.get(jar.name))), ...extra];
}

function difference(jar: Jar, found: Jar | undefined): string[] {
  if (!found) return [`${jar.name}: missing`];
  if (found.sha256 === jar.sha256) return [];
  return [`${jar.name}: expected sha256 ${jar.sha256}, found ${found.sha256}`];
}

/**
 * Whether a cached folder still has every jar at its full size, and no other file. Checksums were compared before the
 * folder got its name; comparing them again at each run would cost 0.2 s.
 */
export async function isComplete(folder: string, bundle: Bundle): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  if (names.length !== bundle.jars.length) return false;
  const sizes = await Promise.all(bundle.jars.map(({ name }) => sizeOf(join(folder, name))));
  return bundle.jars.every((jar, index) => sizes[index] === jar.bytes);
}

async function sizeOf(file: string): Promise<number | null> {
  const found = await stat(file).catch(() => null);
  return found === null ? null : found.size;
}
