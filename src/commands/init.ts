import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { packageFolder } from '../lib/package-version.ts';

const starter = join(packageFolder, 'data/starter.yaml');

/** Writes a scenario to begin with. A file that is there stays as it is. */
export function runInit(file: string, out: (line: string) => void): number {
  if (!/\.ya?ml$/.test(file)) {
    throw new UserError(`init ${file}: a scenario's name ends with .yaml`, {
      hint: `Try \`fsync-lab init ${file}.yaml\`.`,
    });
  }
  try {
    makeFolder(dirname(file));
    writeFileSync(file, starterFor(file), { flag: 'wx' });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    const isThere = code === 'EEXIST' && syscall === 'open';
    throw isThere
      ? new UserError(`${file} is there already, and was left as it is`, { hint: 'Name another file.' })
      : new UserError(`${file} can't be written: ${messageOf(error)}`, { cause: error });
  }
  out(`${file} is written: a killed broker, with a control and a variant that flushes.`);
  out(`check     fsync-lab validate ${file}`);
  out(`run       fsync-lab run ${file}`);
  out('and more  fsync-lab list steps');
  return 0;
}

/** With the line by which editors complete and check it, relative to the file. */
function starterFor(file: string): string {
  const schema = relative(resolve(dirname(file)), join(packageFolder, 'scenarios/schema.json'));
  const path = schema.startsWith('.') ? schema : `./${schema}`;
  return `# yaml-language-server: $schema=${path}\n${readFileSync(starter, 'utf8').replaceAll('FILE', file)}`;
}
