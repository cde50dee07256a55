import { HarnessError } from '../../errors.ts';
import type { Exit } from '../machine.ts';
import { ByteReader } from './byte-reader.ts';
import type { Connection, ShellPlace } from './place.ts';
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

/** A shell that became a program: its output is the connection's rest. */
export interface BecomeResult {
  readonly pid: number;
  readonly output: AsyncIterable<Buffer>;
  exited(): Promise<Exit>;
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
 * A shell kept open on a machine. An exec of the engine costs 90 ms (a runc start) on two cores, a command to an
 * open shell 4 ms; and a shell can become the JVM itself, so that starting it costs no exec either.
 */
export class Shell {
  readonly pid: number;
  readonly #place: ShellPlace;
  readonly #connection: Connection;
  readonly #reader: ByteReader;

  private constructor(pid: number, place: ShellPlace, connection: Connection, reader: ByteReader) {
    this.pid = pid;
    this.#place = place;
    this.#connection = connection;
    this.#reader = reader;
  }

  /** Opens one; fails as the place does. */
  static async open(place: ShellPlace): Promise<Shell> {
    const connection = await place.connect(['sh', '-c', loop]);
    const reader = new ByteReader(connection.output);
    const first = await reader.line();
    if (!/^\d+$/.test(first ?? ''))
      throw new HarnessError(`no shell on ${place.machine}: ${place.advised(first ?? 'it ended')}`);
    const shell = new Shell(Number(first), place, connection, reader);
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
    return { pid: this.pid, output: this.#reader.rest(), exited: () => this.#connection.exited() };
  }

  /** Whether this process stays alive for the connection: for a pending answer or a program it must, else not. */
  holdTool(holds: boolean): void {
    this.#connection.holdTool(holds);
  }

  /** Ends the connection; the shell sees the end of its input and leaves. */
  close(): void {
    this.#connection.input.end();
  }

  async #answer(): Promise<ShellResult | null> {
    const line = await this.#reader.line();
    if (line === null) return null;
    const [, exitCode, stdoutBytes, stderrBytes] = (/^(\d+) (\d+) (\d+)$/.exec(line) ?? []).map(Number);
    // The shell itself failed, as where it can keep no output for want of room.
    if (exitCode === undefined || stdoutBytes === undefined || stderrBytes === undefined)
      throw new HarnessError(`a command on ${this.#place.machine} failed: ${this.#place.advised(line)}`);
    const stdout = await this.#reader.bytes(stdoutBytes);
    const stderr = await this.#reader.bytes(stderrBytes);
    return stdout && stderr ? { exitCode, stdout, stderr } : null;
  }

  #send(...parts: readonly (string | Uint8Array)[]): void {
    for (const part of parts) this.#connection.input.write(part);
  }
}
