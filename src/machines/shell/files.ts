import { posix } from 'node:path';
import { HarnessError } from '../../errors.ts';
import type { FileEntry, Machine } from '../machine.ts';
import { shellWord as word } from './quote.ts';
import type { ShellResult } from './shell.ts';
import type { Shells } from './shells.ts';

type FileAccess = Pick<Machine, 'read' | 'write' | 'overwrite' | 'stat' | 'truncate' | 'list' | 'remove'>;

const pieceBytes = 4 * 1024 * 1024;

/** File access by commands: in a container the engine's own copy calls do not see files under a mount made in there. */
export function shellFiles(shells: Shells): FileAccess {
  const must = async (what: string, script: string, input?: string | Uint8Array): Promise<Buffer> => {
    const result = await shells.run(script, input === undefined ? {} : { input });
    if (result.exitCode !== 0) throw failed(what, result);
    return result.stdout;
  };
  const failed = (what: string, { stderr, exitCode }: ShellResult): HarnessError => {
    const { machine, advised } = shells.place;
    const said = advised(String(stderr).trim()) || `exit code ${exitCode}`;
    return new HarnessError(`${machine}: cannot ${what}: ${said}`);
  };
  return {
    read: (path, start = 0) => readPieces(path, start, must),
    async write(path, content) {
      await must(`write ${path}`, `mkdir -p -- ${word(posix.dirname(path))} && cat >${word(path)}`, content);
    },
    async overwrite(path, start, content) {
      // Without the test `dd` would make a missing file.
      const script = `stat -- ${word(path)} >/dev/null && dd of=${word(path)} seek=${start} oflag=seek_bytes conv=notrunc iflag=fullblock bs=64K status=none`;
      await must(`overwrite ${path}`, script, content);
    },
    async stat(path) {
      const file = word(path);
      const text = String(
        await must(`stat ${path}`, `if [ -e ${file} ]; then stat -L -c '%s %F' -- ${file}; fi`),
      );
      const [, bytes, type] = /^(\d+) (.*)$/m.exec(text) ?? [];
      return bytes === undefined ? null : { bytes: Number(bytes), isFolder: type === 'directory' };
    },
    async truncate(path, bytes) {
      // `truncate` alone would make a missing file.
      const script = `stat -- ${word(path)} >/dev/null && truncate -s ${bytes} -- ${word(path)}`;
      await must(`truncate ${path}`, script);
    },
    async list(folder) {
      // A running broker deletes files while `find` looks: that is no failure. Any other is one: on a disk that fails,
      // a folder that cannot be read is not an empty one.
      const find = `LC_ALL=C find ${word(folder)} -mindepth 1 -printf '%y %s %P\\0' 2>&1 >&3`;
      const script = `if [ -d ${word(folder)} ]; then
        { failed=$(${find} | grep -v 'No such file or directory'); } 3>&1
        if [ -n "$failed" ]; then echo "$failed" >&2; false; fi
      fi`;
      return parseListing(String(await must(`list ${folder}`, script)));
    },
    async remove(path) {
      await must(`remove ${path}`, `rm -rf -- ${word(path)}`);
    },
  };
}

async function* readPieces(
  path: string,
  start: number,
  must: (what: string, script: string) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  for (let at = start; ; at += pieceBytes) {
    const script = `dd if=${word(path)} bs=${pieceBytes} skip=${at} count=1 iflag=skip_bytes,fullblock status=none`;
    const piece = await must(`read ${path}`, script);
    if (piece.length > 0) yield piece;
    if (piece.length < pieceBytes) return;
  }
}

/** The listing in the order of the interface: by name, a folder before what is in it. */
export function parseListing(text: string): readonly FileEntry[] {
  const entries = [...text.matchAll(/(.) (\d+) ([^\0]+)\0/gs)].map(([, type, bytes, path = '']) => ({
    path,
    bytes: Number(bytes),
    isFolder: type === 'd',
  }));
  const key = ({ path }: FileEntry) => path.replaceAll('/', '\0');
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
