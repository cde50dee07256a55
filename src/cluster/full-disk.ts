import { HarnessError } from '../errors.ts';
import { fullDiskWords } from '../lib/full-disk.ts';

/**
 * Why a node ended, when what it printed shows that the disk under the whole run is full: then no node can go on, and
 * each wait would run out in its turn. Null when it ended for another reason.
 */
export function fullDiskIn(node: string, lines: readonly string[]): HarnessError | null {
  const line = lines.find((each) => fullDiskWords.test(each));
  if (line === undefined) return null;
  const advice = "make room where the nodes' files are (Docker: `docker system df`)";
  return new HarnessError(`${node} ended for lack of disk space (${line.trim()}); ${advice}`);
}
