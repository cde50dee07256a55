import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { HarnessError, UserError } from '../../../errors.ts';
import type { Machine, RuntimeContext } from '../../machine.ts';
import type { EngineContext } from '../client.ts';
import type { ContainerPlace } from '../container.ts';
import { dockerFailure, engineMessage, isUnreachable } from '../failures.ts';
import { dockerMachine } from '../machine.ts';
import { hasImage } from './base.ts';
import { extraAuthorities } from './extra-authorities.ts';

/** The tag that `docker/base-from-debian.sh maven` gives. */
const debianBuildBase = 'fsync-lab/build-base:debian';
const defaultBuildBase = 'maven:3-eclipse-temurin-17';

const memoryMb = 1024;

export interface MavenOptions extends EngineContext, Pick<RuntimeContext, 'tempFolder' | 'caFile'> {
  readonly place: Omit<ContainerPlace, 'image'>;
}

/** A container with Java and Maven, for hosts that have neither: it trusts and asks whom the user's own Maven would. */
export async function mavenMachine(options: MavenOptions): Promise<Machine> {
  const { engine, place, tempFolder, signal, onProgress, caFile = process.env.NODE_EXTRA_CA_CERTS } = options;
  const image = await buildBase(options);
  onProgress(`no Maven on this host: using the one of ${image} in a container`);
  const outputFolder = join(tempFolder, 'maven');
  const spec = { name: 'maven', ports: [], memoryMb, outputFolder, powers: [] };
  const machine = await dockerMachine({ engine, spec, place: { ...place, image } });
  await trust(machine, await extraAuthorities(caFile), signal);
  const settings = await readFile(join(homedir(), '.m2/settings.xml')).catch(() => null);
  if (settings) await machine.write('/root/.m2/settings.xml', settings);
  return machine;
}

async function trust(machine: Machine, certificates: readonly string[], signal: AbortSignal): Promise<void> {
  for (const [index, pem] of certificates.entries()) {
    const file = `/tmp/authority-${index}.pem`;
    await machine.write(file, `${pem}\n`);
    const alias = `fsync-lab-${index}`;
    const argv = ['keytool', '-importcert', '-noprompt', '-cacerts', '-storepass', 'changeit'];
    const { exitCode, stdout } = await machine.exec([...argv, '-alias', alias, '-file', file], { signal });
    if (exitCode !== 0)
      throw new HarnessError(`Java in the container does not take a certificate: ${stdout.trim()}`);
  }
}

async function buildBase({ engine, signal, onProgress }: MavenOptions): Promise<string> {
  const wanted = process.env.FSYNC_LAB_DOCKER_BUILD_BASE;
  if (!wanted && (await hasImage(engine, debianBuildBase))) return debianBuildBase;
  const image = wanted || defaultBuildBase;
  if (await hasImage(engine, image)) return image;
  onProgress(`pulling ${image}`);
  try {
    const answer: NodeJS.ReadableStream = await engine.pull(image, { abortSignal: signal });
    for await (const chunk of answer) throwIfFailed(String(chunk));
  } catch (error) {
    signal.throwIfAborted();
    if (isUnreachable(error)) throw dockerFailure(`cannot pull ${image}`, error);
    throw noBuildBase(image, error);
  }
  return image;
}

function throwIfFailed(lines: string): void {
  const failure = /"error":"((?:[^"\\]|\\.)*)"/.exec(lines);
  if (failure) throw new Error(failure[1]);
}

function noBuildBase(image: string, error: unknown): UserError {
  return new UserError(
    `this host has no Maven to bring Kafka, and the daemon cannot pull ${image}: ${engineMessage(error)}`,
    {
      hint: `install Maven and Java 17 (Debian: apt-get install maven), or make the image from Debian packages:
docker/base-from-debian.sh maven (in the package's folder)`,
      cause: error,
    },
  );
}
