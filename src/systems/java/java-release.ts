import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A Java of this host. */
export interface Java {
  /** The program, as an absolute path. */
  readonly path: string;
  /** 8, 11, 17, …. */
  readonly version: number;
  /** Names the JDK build, as class-data archives are bound to it: `17.0.15+6-Debian-1deb12u1 Debian`. */
  readonly build: string;
}

/**
 * What a JDK says of itself in its `release` file (JEP 223), in the words of `java -version`: starting a JVM to ask costs
 * a run 0.15 s. Undefined for a program that is no JDK's own `java` (a shim) and for a JDK too old to name its build.
 */
export async function readRelease(path: string): Promise<Java | undefined> {
  const text = await releaseFile(path).catch(() => '');
  const property = (name: string) => new RegExp(`^${name}="(.*)"$`, 'm').exec(text)?.[1];
  const version = property('JAVA_VERSION');
  const build = property('JAVA_RUNTIME_VERSION');
  const vendor = property('IMPLEMENTOR');
  if (version === undefined || build === undefined || vendor === undefined) return undefined;
  return { path, version: Number.parseInt(version, 10), build: `${build} ${vendor}` };
}

async function releaseFile(path: string): Promise<string> {
  return readFile(join(dirname(await realpath(path)), '../release'), 'utf8');
}
