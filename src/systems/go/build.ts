import { Inconclusive, UserError } from '../../errors.ts';
import { findOnPath } from '../../lib/find-on-path.ts';
import { textEnvironment } from '../../lib/text-environment.ts';

/** A program written in Go, pinned by a `go.mod` and a `go.sum` in `data/<system>/<version>/`. */
export interface GoProgram {
  /** The folder below `data/`, and the name of its versions for people: `etcd`. */
  readonly system: string;
  readonly version: string;
  /** The file that is built and started: `nats-server`. */
  readonly binary: string;
  /** What to build, as `go build` takes it: `.`, or a module's path. */
  readonly target: string;
}

/** How Go is had, for whoever lacks it. */
export const goHint = `install Go 1.26 or newer (apt install golang, brew install go), or name a program of your own: home: DIR`;

interface Build {
  readonly program: GoProgram;
  /** A folder with go.mod, go.sum and what else is compiled; the caller's own copy. */
  readonly sources: string;
  readonly output: string;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/**
 * Builds with the Go toolchain of this host. Modules come from where the user's GOPROXY says, and each must have the
 * checksum that go.sum has for it. Without cgo the program is static, so that it runs in any container.
 */
export async function buildProgram({ program, sources, output, signal, onProgress }: Build): Promise<void> {
  const what = `${program.system} ${program.version}`;
  if ((await findOnPath('go', process.env.PATH)) === null)
    throw new UserError(`${what} is not built yet, and there is no \`go\` on the PATH`, { hint: goHint });
  const { execa } = await import('execa');
  const go = execa('go', ['build', '-mod=readonly', '-trimpath', '-o', output, program.target], {
    cwd: sources,
    env: { ...textEnvironment, CGO_ENABLED: '0', GOWORK: 'off' },
    stdin: 'ignore',
    all: true,
    reject: false,
    cancelSignal: signal,
  });
  onProgress(`building ${what} with Go, once: about 2 min`);
  const lines: string[] = [];
  let modules = 0;
  for await (const line of go.iterable({ from: 'all' })) {
    lines.push(String(line));
    if (!/^go: downloading /.test(String(line))) continue;
    modules += 1;
    onProgress(`building ${what} with Go: ${modules} modules brought`);
  }
  const result = await go.catch(() => null);
  signal.throwIfAborted();
  if (result === null || result.failed) throw buildFailure(what, lines);
}

const kinds: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /checksum mismatch|SECURITY ERROR|missing go\.sum entry/,
    'what was brought is not what go.sum has: nothing of it was kept; look at GOPROXY and at `go clean -modcache`',
  ],
  [
    /dial tcp|no such host|i\/o timeout|connection refused|proxyconnect|TLS|module lookup disabled/,
    'the modules come from where GOPROXY says (`go env GOPROXY`); once built, no network is needed',
  ],
  [/requires go >=|toolchain not available/, goHint],
];

/** A wrong sum and a network that is not there are told apart: the first is never tried again by itself. */
export function buildFailure(what: string, lines: readonly string[]): Error {
  const [line, hint] =
    kinds
      .map(([pattern, advice]) => [lines.find((each) => pattern.test(each)), advice] as const)
      .find(([found]) => found !== undefined) ?? ([lines.at(-1), '`go build` says more'] as const);
  return new Inconclusive(`${what} could not be built: ${line ?? 'go printed nothing'}\n${hint}`);
}
