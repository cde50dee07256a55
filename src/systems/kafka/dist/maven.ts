import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inconclusive, Interrupted, UserError } from '../../../errors.ts';
import { installHints } from './hints.ts';
import type { Bundle } from './jar-list.ts';
import { renderPom } from './pom.ts';

/** What Maven has done so far. */
export interface MavenProgress {
  readonly downloaded: number;
  readonly copied: number;
}

/** Lets Maven bring a bundle's jars into `<folder>/jars`, from the repositories that the user's settings name. */
export async function copyDependencies(options: {
  readonly bundle: Bundle;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: MavenProgress) => void;
}): Promise<string> {
  const { bundle, folder, signal, onProgress } = options;
  const jars = join(folder, 'jars');
  await mkdir(jars, { recursive: true });
  await writeFile(join(folder, 'pom.xml'), renderPom(bundle.coordinates));
  const lines = await runMaven({ folder, jars, signal, onProgress });
  if (lines !== null) throw downloadFailed(bundle, lines);
  return jars;
}

/** Null when Maven succeeded, else what it printed. */
async function runMaven(options: {
  readonly folder: string;
  readonly jars: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: MavenProgress) => void;
}): Promise<string[] | null> {
  const { folder, jars, signal, onProgress } = options;
  const { execa } = await import('execa');
  const args = ['-B', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`, '-DincludeScope=runtime'];
  const maven = execa('mvn', ['-Dstyle.color=never', ...args], {
    cwd: folder,
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: signal,
  });
  const tracking = track(maven.iterable({ from: 'all' }), onProgress);
  const [result, lines] = await Promise.all([maven, tracking]);
  signal.throwIfAborted();
  // Ctrl-C reaches Maven too, as a member of the terminal's process group, and may end it before we hear of it.
  if (result.signal === 'SIGINT' || result.exitCode === 130) throw new Interrupted();
  if (result.code === 'ENOENT') throw noMaven();
  return result.failed ? lines : null;
}

async function track(
  output: AsyncIterable<unknown>,
  onProgress: (progress: MavenProgress) => void,
): Promise<string[]> {
  const lines: string[] = [];
  const done = { downloaded: 0, copied: 0 };
  for await (const line of output) {
    lines.push(String(line));
    if (/Downloaded from .*\.jar/.test(String(line))) done.downloaded += 1;
    else if (/Copying .*\.jar to/.test(String(line))) done.copied += 1;
    else continue;
    onProgress({ ...done });
  }
  return lines;
}

function noMaven(): UserError {
  return new UserError('Kafka is brought by Maven, and there is no `mvn` on the PATH', {
    hint: `${installHints.maven}; or use an unpacked Kafka: --kafka-home DIR`,
  });
}

function downloadFailed({ title }: Bundle, lines: readonly string[]): Inconclusive {
  return new Inconclusive(
    `Maven could not bring ${title}: ${tellingLine(lines)}
Check the network, or the proxy and mirrors in ~/.m2/settings.xml; without a network use --kafka-home DIR.`,
  );
}

/** Of Maven's page of errors the one line that says what is wrong. */
export function tellingLine(lines: readonly string[]): string {
  const errors = lines.filter((line) => /\[(ERROR|FATAL)\]|^(Error|Exception)\b/.test(line));
  const line = errors[0] ?? lines.findLast((candidate) => candidate.trim() !== '') ?? 'it printed nothing';
  return line
    .replace(/^\[\w+\]\s*/, '')
    .replace(/^Failed to execute goal [^:]+:[^:]+:[^:]+:\S+ \([^)]*\) on project \S+: /, '')
    .replace(/ -> \[Help 1\]$/, '')
    .trim();
}
