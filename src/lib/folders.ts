import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { xdgCache, xdgState } from 'xdg-basedir';

const own = 'fsync-lab';

/** Where jars and class-data archives are kept between runs: `$XDG_CACHE_HOME/fsync-lab`. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || xdgCache || join(homedir(), '.cache'), own);
}

/** Where living runs are listed and addresses locked: `$XDG_STATE_HOME/fsync-lab`. */
export function stateFolder(): string {
  return join(process.env.XDG_STATE_HOME || xdgState || join(homedir(), '.local/state'), own);
}

/** A run's folder for all that must not outlive it; the run's id is its mark. */
export function runTempFolder(runId: string): string {
  return join(tmpdir(), `${own}-${runId}`);
}
