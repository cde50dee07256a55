import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { cacheFolder } from '../../lib/folders.ts';
import { packageFolder } from '../../lib/package-version.ts';
import type { Software } from '../../machines/machine.ts';
import { makeTempFolder, publish, removeStaleTempFolders } from '../software-cache.ts';
import { buildProgram, type GoProgram } from './build.ts';

/** The versions that are pinned, oldest first: one folder each. */
export function pinnedGoVersions(system: string): readonly string[] {
  const names = readdirSync(join(packageFolder, 'data', system));
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** The program as it is built from its pinned sources: once, into the cache. */
export function goSoftware(program: GoProgram, cache: string = cacheFolder()): Software {
  const { system, version, binary } = program;
  const id = idOf(program);
  return {
    id,
    title: `${system} ${version}`,
    async resolve({ signal, onProgress }) {
      const parent = join(cache, 'software');
      const folder = join(parent, id);
      const isWhole = (at: string) => isThere(join(at, binary));
      if (await isWhole(folder)) return folder;
      await removeStaleTempFolders(parent);
      const temp = await makeTempFolder(parent);
      try {
        const sources = join(temp, 'sources');
        await cp(sourcesOf(program), sources, { recursive: true });
        const made = join(temp, 'made');
        await mkdir(made);
        await buildProgram({ program, sources, output: join(made, binary), signal, onProgress });
        await publish({ from: made, to: folder, isWhole });
        return folder;
      } finally {
        await rm(temp, { recursive: true, force: true });
      }
    },
  };
}

/** Whether it is in the cache already, so that a run needs neither Go nor a network. */
export function isBuilt(program: GoProgram, cache: string = cacheFolder()): Promise<boolean> {
  return isThere(join(cache, 'software', idOf(program), program.binary));
}

/** A program of the user's own: the file, or the folder that holds it. It is used in place, nothing is written there. */
export function homeProgram(system: string, binary: string, home: string): Software {
  const given = resolve(home);
  const isFile = statSync(given, { throwIfNoEntry: false })?.isFile() === true;
  const folder = isFile ? resolve(given, '..') : given;
  const file = join(folder, binary);
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile() || (found.mode & 0o111) === 0 || (isFile && basename(given) !== binary)) {
    throw new UserError(`${given} holds no program '${binary}' that can be started`, {
      hint: `home: names the file ${binary} or its folder; for Docker it must be linked statically`,
    });
  }
  const digest = digestOf([file, String(found.size), String(found.mtimeMs)]);
  return {
    id: `${system}-home-${digest}`,
    title: `${system} (${basename(folder)})`,
    async resolve() {
      return folder;
    },
  };
}

function sourcesOf({ system, version }: GoProgram): string {
  return join(packageFolder, 'data', system, version);
}

/** All that decides what is built, so that a changed list is another program. */
function idOf(program: GoProgram): string {
  const folder = sourcesOf(program);
  const files = readdirSync(folder).sort();
  const parts = files.flatMap((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  return `${program.system}-${program.version}-${digestOf([program.target, ...parts])}`;
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}

async function isThere(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? false;
}
