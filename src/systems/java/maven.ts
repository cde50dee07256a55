import { constants } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Inconclusive, Interrupted, UserError } from '../../errors.ts';
import { cacheFolder } from '../../lib/folders.ts';
import { textEnvironment } from '../../lib/text-environment.ts';
import type { Machine } from '../../machines/machine.ts';
import { installHint } from './hints.ts';
import type { Bundle } from './jar-list.ts';
import { runMavenOnMachine } from './maven-on-machine.ts';
import { renderPom } from './pom.ts';

// Named in full: neither the user's plugin groups nor next year's newest plugin decide what is resolved.
const copyGoal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

// What the `mvn` script says when it finds no Java.
const noJava = /JAVA_HOME environment variable is not defined/;

interface MavenCall {
  readonly bundle: Bundle;
  /** Where Maven runs; holds the pom. */
  readonly folder: string;
  readonly jars: string;
  readonly signal: AbortSignal;
  /** Hears how many jars were downloaded so far; Maven takes the others from its own repository. */
  readonly onDownloaded: (count: number) => void;
  /** Has Maven where this host has none. */
  readonly mavenMachine?: (() => Promise<Machine>) | undefined;
  /** What would do without Maven, with its flag: `an unpacked Kafka: --kafka-home DIR`. */
  readonly instead?: string | undefined;
}

/** Lets Maven bring a bundle's jars into `<folder>/jars`, from the repositories that the user's settings name. */
export async function copyDependencies(options: Omit<MavenCall, 'jars'>): Promise<string> {
  const { bundle, folder } = options;
  const jars = join(folder, 'jars');
  await mkdir(jars, { recursive: true });
  const pom = renderPom(bundle.coordinates);
  await writeFile(join(folder, 'pom.xml'), pom);
  const lines = await runMaven({ ...options, jars, pom });
  if (lines !== null) throw downloadFailed(options, lines);
  return jars;
}

/** Null when Maven succeeded, else what it printed. */
async function runMaven(call: MavenCall & { readonly pom: string }): Promise<string[] | null> {
  const { folder, jars, signal, onDownloaded, mavenMachine } = call;
  const { execa } = await import('execa');
  // -U: else Maven remembers for a day that a download failed, and does not try again.
  const args = ['-B', '-U', '-Dstyle.color=never', copyGoal, '-DincludeScope=runtime'];
  const maven = execa('mvn', [...args, ...(await ownRepository()), `-DoutputDirectory=${jars}`], {
    cwd: folder,
    env: textEnvironment,
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: signal,
  });
  const [result, lines] = await Promise.all([maven, follow(maven.iterable({ from: 'all' }), onDownloaded)]);
  signal.throwIfAborted();
  // Ctrl-C reaches Maven too, as a member of the terminal's process group, and may end it before we hear of it.
  if (result.signal === 'SIGINT' || result.exitCode === 130) throw new Interrupted();
  if (mavenMachine && (result.code === 'ENOENT' || lines.some((line) => noJava.test(line)))) {
    return runMavenOnMachine({ ...call, machine: await mavenMachine(), args });
  }
  if (result.code === 'ENOENT') throw noMaven(call);
  return result.failed ? lines : null;
}

/**
 * Maven keeps its repository in Java's idea of a home, which is the user's entry in /etc/passwd and not $HOME. Where
 * that can't be written, as for a service's user, it gets one beside our cache.
 */
async function ownRepository(): Promise<readonly string[]> {
  const { MAVEN_OPTS = '', MAVEN_ARGS = '' } = process.env;
  if (`${MAVEN_OPTS} ${MAVEN_ARGS}`.includes('maven.repo.local')) return [];
  const isWritable = await access(userInfo().homedir, constants.W_OK).then(
    () => true,
    () => false,
  );
  return isWritable ? [] : [`-Dmaven.repo.local=${join(cacheFolder(), 'maven')}`];
}

async function follow(
  output: AsyncIterable<unknown>,
  onDownloaded: (count: number) => void,
): Promise<string[]> {
  const lines: string[] = [];
  let downloaded = 0;
  for await (const line of output) {
    lines.push(String(line));
    if (/Downloaded from .*\.jar/.test(String(line))) onDownloaded(++downloaded);
  }
  return lines;
}

function noMaven({ bundle, instead }: Pick<MavenCall, 'bundle' | 'instead'>): UserError {
  const or = instead === undefined ? '' : `; or use ${instead}`;
  return new UserError(`${bundle.title} is brought by Maven, and there is no \`mvn\` on the PATH`, {
    hint: `${installHint('maven')}${or}`,
  });
}

function downloadFailed(
  { bundle, instead }: Pick<MavenCall, 'bundle' | 'instead'>,
  lines: readonly string[],
): Inconclusive {
  const or = instead === undefined ? '' : `; without a network use ${instead}`;
  return new Inconclusive(
    `Maven could not bring ${bundle.title}: ${tellingLine(lines)}
Check the network, or the proxy and mirrors in ~/.m2/settings.xml${or}.`,
  );
}

const isError = (line: string) => /^\[(?:ERROR|FATAL)\] ./.test(line);
/** Java's own words, when Maven did not get so far; the last line is one of a stack, or says only that it ended. */
const isOfJava = (line: string) =>
  /^(?:Error|Unrecognized|Invalid|Exception in thread|Could not)\b/.test(line);

/** Of Maven's page of errors the one line that says what is wrong, down to its cause. */
export function tellingLine(lines: readonly string[]): string {
  // Maven 3 paints even with -B, and an [ERROR] without words is a gap between paragraphs.
  const plain = lines.map((line) => stripVTControlCharacters(line).trim()).filter((line) => line !== '');
  const line = plain.find(isError) ?? plain.find(isOfJava) ?? plain.at(-1) ?? 'it printed nothing';
  const cause = /Could not (?:transfer|find) artifact (?!.*Could not (?:transfer|find) artifact).*/.exec(
    line,
  )?.[0];
  return (cause ?? line).replace(/^\[\w+\]\s*/, '').replace(/ -> \[Help 1\]$/, '');
}
