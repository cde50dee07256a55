import { missingFromPath } from '../../lib/find-on-path.ts';
import type { Power } from '../machine.ts';

/** What a power of local processes takes of this host. */
interface Needs {
  /** What needs Linux, in words: `network namespaces need`. */
  readonly linux: string;
  /** What needs root: `a network per node needs`. */
  readonly root: string;
  readonly programs: readonly string[];
  readonly packages: string;
}

/** Linux, root and a few programs; each lack is told with what would help. Null when all is there. */
export async function lackOfRootPower(name: Power['name'], needs: Needs): Promise<Power | null> {
  const lack = (why: string, help: string): Power => ({ name, there: false, why, help });
  if (process.platform !== 'linux') return lack(`${needs.linux} Linux`, 'use --runtime docker');
  const uid = process.getuid?.();
  if (uid !== 0) return lack(`${needs.root} root (you are uid ${uid})`, 'use sudo');
  const missing = await missingFromPath(needs.programs, process.env.PATH);
  return missing.length === 0
    ? null
    : lack(`it needs ${missing.join(', ')}`, `apt-get install ${needs.packages}`);
}
