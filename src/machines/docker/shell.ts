import { Socket } from 'node:net';
import { HarnessError } from '../../errors.ts';
import { ByteReader } from './byte-reader.ts';
import type { Container, Exec } from './client.ts';
import { demux } from './demux.ts';
import { withAdvice } from './failures.ts';
import { shellLine } from './quote.ts';

/** What a program printed, byte for byte. */
export interface ShellResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** What a shell shall become. */
export interface BecomeCommand {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** A shell that became a program: its output is the stream's rest, its exit code the exec's. */
export interface BecomeResult {
  readonly pid: number;
  readonly exec: Exec;
  readonly output: AsyncIterable<Buffer>;
}

/**
 * Reads `run <script bytes> <input bytes>`, the script and its input; answers `<exit code> <stdout bytes> <stderr bytes>`
 * and both. `become <script bytes>` does not come back: the script ends in an exec. `head -c` never reads ahead on a
 * pipe, so what follows stays for the next reader.
 */
const loop = `
out=$(mktemp) && err=$(mktemp) && in=$(mktemp) || exit
echo "$$"
while read -r kind script_bytes input_bytes; do
  script=$(head -c "$script_bytes")
  if [ "$kind" = become ]; then rm -f "$out" "$err" "$in"; eval "$script" 2>&1; exit 127; fi
  head -c "$input_bytes" >"$in"
  eval "$script" <"$in" >"$out" 2>"$err"
  set -- "$?" $(stat -c %s "$out" "$err")
  echo "$@"
  cat "$out" "$err"
done
rm -f "$out" "$err" "$in"
`;

const readyMark = 'fsync-lab: become';

/**
 * A shell kept open in a container. An exec of the engine costs 90 ms (a runc start) on two cores, a command to an
 * open shell 4 ms; and a shell can become the JVM itself, so that starting it costs no exec either.
 */
export class Shell {
  readonly pid: number;
  readonly #exec: Exec;
  readonly #stream: NodeJS.ReadWriteStream;
  readonly #reader: ByteReader;

  private constructor(pid: number, exec: Exec, stream: NodeJS.ReadWriteStream, reader: ByteReader) {
    this.pid = pid;
    this.#exec = exec;
    this.#stream = stream;
    this.#reader = reader;
  }

  /** Opens one; fails as the engine does. */
  static async open(container: Container): Promise<Shell> {
    const exec = await container.exec({
      Cmd: ['sh', '-c', loop],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    });
    const stream = await exec.start({ hijack: true, stdin: true });
    // A broken connection shows as the end of the reader; without a listener it would end this process.
    stream.on('error', () => undefined);
    const reader = new ByteReader(demux(untilBroken(stream)));
    const first = await reader.line();
    if (!/^\d+$/.test(first ?? ''))
      throw new HarnessError(`no shell in the container: ${withAdvice(first ?? 'it ended')}`);
    const shell = new Shell(Number(first), exec, stream, reader);
    shell.holdTool(false);
    return shell;
  }

  /** Runs a script to its end; one at a time. Null when the shell ended before it answered. */
  async run(script: string, input: string | Uint8Array = ''): Promise<ShellResult | null> {
    const bytes = Buffer.from(input);
    this.holdTool(true);
    this.#send(`run ${Buffer.byteLength(script)} ${bytes.length}\n${script}`, bytes);
    const result = await this.#answer();
    this.holdTool(false);
    return result;
  }

  /** The shell's process turns into the program, under the same pid; answers when all but the exec itself is done. */
  async become({ argv, env, cwd }: BecomeCommand): Promise<BecomeResult> {
    const script = [
      ...Object.entries(env).map(([name, value]) => shellLine(['export', `${name}=${value}`])),
      `${shellLine(['cd', cwd])} && echo ${readyMark} && exec ${shellLine(argv)} </dev/null`,
    ].join('\n');
    this.holdTool(true);
    this.#send(`become ${Buffer.byteLength(script)} 0\n${script}`);
    const answer = await this.#reader.line();
    if (answer !== readyMark)
      throw new HarnessError(`cannot start ${argv[0]}: ${answer ?? 'the shell ended'}`);
    return { pid: this.pid, exec: this.#exec, output: this.#reader.rest() };
  }

  /** Whether this process stays alive for the connection: for a pending answer or a program it must, else not. */
  holdTool(holds: boolean): void {
    if (this.#stream instanceof Socket) holds ? this.#stream.ref() : this.#stream.unref();
  }

  /** Ends the connection; the shell sees the end of its input and leaves. */
  close(): void {
    this.#stream.end();
  }

  async #answer(): Promise<ShellResult | null> {
    const line = await this.#reader.line();
    if (line === null) return null;
    const [, exitCode, stdoutBytes, stderrBytes] = (/^(\d+) (\d+) (\d+)$/.exec(line) ?? []).map(Number);
    // The shell itself failed, as where it can keep no output for want of room.
    if (exitCode === undefined || stdoutBytes === undefined || stderrBytes === undefined)
      throw new HarnessError(`a command in the container failed: ${withAdvice(line)}`);
    const stdout = await this.#reader.bytes(stdoutBytes);
    const stderr = await this.#reader.bytes(stderrBytes);
    return stdout && stderr ? { exitCode, stdout, stderr } : null;
  }

  #send(...parts: readonly (string | Uint8Array)[]): void {
    for (const part of parts) this.#stream.write(part);
  }
}

/** A connection that breaks ends the stream; why it broke is found by asking the daemon. */
async function* untilBroken(stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch {
    return;
  }
}
