import { spawn } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { openServer } from './open/server.ts';

/** Shows the runs of a folder in a browser until it is interrupted, which is its good end. */
export async function runOpen(
  folder: string,
  options: { readonly port?: number; readonly browser?: boolean; readonly signal: AbortSignal },
  out: (line: string) => void,
): Promise<number> {
  const there = await stat(folder).catch(() => null);
  if (!there?.isDirectory())
    throw new UserError(`there is no folder ${folder}`, {
      hint: 'Name the folder of the runs, as --out had it; a first run makes one: fsync-lab run key9-loss',
    });
  const root = await realpath(folder);
  await using server = await openServer({ root, shown: folder, port: options.port ?? 0 });
  out(`${server.url}  shows ${folder}; Ctrl-C ends it`);
  if (options.browser !== false && process.stdout.isTTY) startBrowser(server.url);
  await new Promise<void>((resolve) => {
    if (options.signal.aborted) resolve();
    options.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return 0;
}

/** Only a convenience: the address is printed already, and there may be no browser. */
function startBrowser(url: string): void {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  if (process.platform !== 'darwin' && !DISPLAY && !WAYLAND_DISPLAY) return;
  spawn(program, [url], { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref();
}
