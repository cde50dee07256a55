import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { cacheFolder } from '../../../lib/folders.ts';
import { didYouMean } from '../../../lib/suggest.ts';
import { type Bundle, type Bundles, digestOf, readBundle } from '../../java/jar-list.ts';
import type { LoggingKind } from '../../java/logging.ts';
import type { Part } from '../../java/part.ts';
import { areComplete, resolveJars } from '../../java/resolve.ts';
import type { BookkeeperSoftware } from './bookkeeper-software.ts';

/** Each with the ZooKeeper that it is run with, oldest first. */
const pinned: Readonly<Record<string, string>> = { '4.17.2': '3.8.1' };

/** The versions whose jars are known byte for byte, oldest first. */
export const bookkeeperVersions: readonly string[] = Object.keys(pinned);

/** What is wrong with a version, with what there is instead; null when it is pinned. */
export function versionProblem(version: string): string | null {
  if (Object.hasOwn(pinned, version)) return null;
  const guess = didYouMean(version, bookkeeperVersions);
  return `BookKeeper ${version} is not pinned; there is ${bookkeeperVersions.join(', ')}${guess}`;
}

/** A pinned BookKeeper; Maven brings it into the cache. */
export function bookkeeperSoftware(version: string, cache: string = cacheFolder()): BookkeeperSoftware {
  const problem = versionProblem(version);
  if (problem !== null) throw new UserError(problem);
  const bundles = bundlesOf(version);
  const id = idOf(version, bundles);
  const software: BookkeeperSoftware = {
    id,
    title: `BookKeeper ${version}`,
    version,
    bookkeeper: partOf('bookkeeper', bundles.bookkeeper, 'log4j2'),
    zookeeper: partOf('zookeeper', bundles.zookeeper, 'logback'),
    resolve: (options) => resolveJars({ id, bundles, cache, ...options }),
    async train(options) {
      const { trainOnMachine } = await import('../../java/train-on-machine.ts');
      const { trainedBookkeeper } = await import('./training.ts');
      await trainOnMachine({ trained: trainedBookkeeper(software), ...options });
    },
  };
  return software;
}

/** The pinned versions whose jars are in the cache: these need neither Maven nor a network. */
export async function cachedVersions(cache: string = cacheFolder()): Promise<readonly string[]> {
  const whole = await Promise.all(
    bookkeeperVersions.map((version) => {
      const bundles = bundlesOf(version);
      return areComplete(join(cache, 'software', idOf(version, bundles)), bundles);
    }),
  );
  return bookkeeperVersions.filter((_, index) => whole[index]);
}

function bundlesOf(version: string) {
  return {
    bookkeeper: readBundle('BookKeeper', version),
    zookeeper: readBundle('ZooKeeper', pinned[version] ?? ''),
  };
}

function idOf(version: string, bundles: Bundles): string {
  return `bookkeeper-${version}-${digestOf(Object.values(bundles))}`;
}

function partOf(folder: string, bundle: Bundle, logging: LoggingKind): Part {
  return { version: bundle.version, jars: bundle.jars.map(({ name }) => `${folder}/${name}`), logging };
}
