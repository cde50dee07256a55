import { join } from 'node:path';
import { UserError } from '../../../errors.ts';
import { cacheFolder } from '../../../lib/folders.ts';
import { nearest } from '../../../lib/suggest.ts';
import { type Bundle, digestOf } from '../../java/jar-list.ts';
import type { LoggingKind } from '../../java/logging.ts';
import type { Part } from '../../java/part.ts';
import { areComplete, resolveJars } from '../../java/resolve.ts';
import type { KafkaSoftware } from './kafka-software.ts';
import { bundlesOf, type KafkaBundles, pinnedVersions } from './pinned.ts';

/** The versions whose jars are known byte for byte, oldest first. */
export const pinnedVersionNames: readonly string[] = pinnedVersions.map(({ version }) => version);

/** What is wrong with a version, with what there is instead; null when it is pinned. */
export function versionProblem(version: string): string | null {
  if (pinnedVersionNames.includes(version)) return null;
  const guess = nearest(version, pinnedVersionNames);
  const suggestion = guess === undefined ? '' : `; did you mean ${guess}?`;
  return `Kafka ${version} is not pinned; there are ${pinnedVersionNames.join(', ')}${suggestion}`;
}

/** A pinned Kafka; Maven brings it into the cache. */
export function kafkaSoftware(version: string, cache: string = cacheFolder()): KafkaSoftware {
  const pinned = pinnedVersions.find((candidate) => candidate.version === version);
  if (!pinned) {
    throw new UserError(versionProblem(version) ?? version, {
      hint: 'for another version use an unpacked Kafka, --kafka-home DIR, or pin it: docs/versions.md',
    });
  }
  const bundles = bundlesOf(pinned);
  const id = idOf(version, bundles);
  const software: KafkaSoftware = {
    id,
    title: `Kafka ${version}`,
    version,
    javaMin: javaMinOf(version),
    kafka: partOf('kafka', bundles.kafka, pinned.logging),
    zookeeper: bundles.zookeeper ? partOf('zookeeper', bundles.zookeeper, 'logback') : null,
    resolve: (options) =>
      resolveJars({ id, bundles, cache, instead: 'an unpacked Kafka: --kafka-home DIR', ...options }),
    async train(options) {
      const { trainOnMachine } = await import('../../java/train-on-machine.ts');
      const { trainedKafka } = await import('./training.ts');
      const trained = trainedKafka(software, software.zookeeper ? 'zookeeper' : 'kraft');
      await trainOnMachine({ trained, ...options });
    },
  };
  return software;
}

/** The pinned versions whose jars are in the cache: these need neither Maven nor a network. */
export async function cachedVersions(cache: string = cacheFolder()): Promise<readonly string[]> {
  const whole = await Promise.all(
    pinnedVersions.map((pinned) => {
      const bundles = bundlesOf(pinned);
      return areComplete(join(cache, 'software', idOf(pinned.version, bundles)), bundles);
    }),
  );
  return pinnedVersionNames.filter((_, index) => whole[index]);
}

/** Kafka 4.0 raised the brokers' Java to 17. */
export function javaMinOf(version: string): number {
  return Number(version.split('.')[0]) >= 4 ? 17 : 8;
}

function idOf(version: string, bundles: KafkaBundles): string {
  return `kafka-${version}-${digestOf(Object.values(bundles))}`;
}

function partOf(folder: string, bundle: Bundle, logging: LoggingKind): Part {
  return { version: bundle.version, jars: bundle.jars.map(({ name }) => `${folder}/${name}`), logging };
}
