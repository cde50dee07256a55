import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inconclusive } from '../../errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import type { Machine, Process } from '../../machines/machine.ts';

// A slow mirror takes minutes for 100 MB; a hung one must not hold a run for ever.
const mavenBudgetMs = 30 * 60_000;
const pollMs = 200;

export interface MavenOnMachine {
  readonly machine: Machine;
  readonly args: readonly string[];
  readonly pom: string;
  /** Where this host gets the jars. */
  readonly jars: string;
  readonly signal: AbortSignal;
  readonly onDownloaded: (count: number) => void;
}

/** Maven somewhere else, for hosts without one; the jars come here to be checked. Null, or what it printed on failure. */
export async function runMavenOnMachine(options: MavenOnMachine): Promise<string[] | null> {
  const { machine, args, pom } = options;
  const folder = `${machine.folder}/maven`;
  await machine.remove(folder);
  await machine.write(`${folder}/pom.xml`, pom);
  const process = await machine.spawn({
    argv: ['mvn', ...args, `-DoutputDirectory=${folder}/jars`],
    cwd: folder,
    output: `maven-${basename(dirname(options.jars))}.log`,
  });
  await untilGone(process, options);
  const { code } = await process.exited;
  if (code !== 0) return explain((await readFile(process.outputFile, 'utf8')).split('\n'), options.signal);
  await copyJars(machine, `${folder}/jars`, options.jars);
  return null;
}

function explain(lines: string[], signal: AbortSignal): string[] {
  signal.throwIfAborted();
  if (!lines.some((line) => line.includes('PKIX path building failed'))) return lines;
  throw new Inconclusive(
    `Maven in a container does not trust the certificates that it sees in this network
Name the PEM file of your network's certificate authority with --ca FILE, or in NODE_EXTRA_CA_CERTS.`,
  );
}

async function untilGone(process: Process, { signal, onDownloaded }: MavenOnMachine): Promise<void> {
  let told = 0;
  await waitUntil({
    what: 'Maven has ended',
    budgetMs: mavenBudgetMs,
    pollMs,
    signal,
    look: async () => {
      const output = await readFile(process.outputFile, 'utf8');
      const downloaded = output.match(/Downloaded from .*\.jar/g)?.length ?? 0;
      if (downloaded > told) onDownloaded(downloaded);
      told = downloaded;
      return (await process.state()) === 'gone' ? { done: true } : { seen: `${downloaded} jars` };
    },
  });
}

async function copyJars(machine: Machine, from: string, to: string): Promise<void> {
  for (const { path } of await machine.list(from)) {
    await pipeline(machine.read(`${from}/${path}`), createWriteStream(join(to, path)));
  }
}
