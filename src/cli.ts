import { Command, CommanderError } from 'commander';
import { addAssess } from './cli/assess.ts';
import { addHousekeeping } from './cli/housekeeping.ts';
import { addMatrix } from './cli/matrix.ts';
import { addReaders } from './cli/readers.ts';
import { addRun } from './cli/run.ts';
import { addScenarios } from './cli/scenarios.ts';
import { addWorker } from './cli/worker.ts';
import {
  exitCodes,
  firstError,
  HarnessError,
  Inconclusive,
  Interrupted,
  messageOf,
  UserError,
} from './errors.ts';
import { mustEnd } from './lib/must-end.ts';
import { packageVersion } from './lib/package-version.ts';
import { sourceStack } from './lib/source-stack.ts';

const examples = `
Examples:
  fsync-lab run key9-loss                    the demo: one lost batch on one disk loses an acknowledged record
  fsync-lab assess server.properties         what does my own configuration survive?
  fsync-lab run key9-loss --variant control  the same without the fault: nothing may be lost
  fsync-lab run my.yaml --set cluster.config.log.flush.interval.messages=1

Exit codes:
  0    as expected, and proven
  1    not as expected
  2    the scenario, the flags or this machine will not do; nothing was started
  3    inconclusive: a fault did not happen, a wait ran out, …; the report tells
  130  interrupted; everything was cleaned up first

Docs: README.md, docs/scenarios.md (the format), docs/history.md (the evidence)`;

/** Flags and help of every command. A command's code is loaded only when it is called, so that `--help` is instant. */
function buildProgram(signal: AbortSignal, exit: (code: number) => void): Command {
  const program = new Command('fsync-lab')
    .description(
      'Runs fault-injection experiments against real Kafka, etcd, NATS and BookKeeper, and proves which acknowledged records survived.',
    )
    .version(packageVersion())
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .addHelpText('after', examples);
  addRun(program, signal, exit);
  addAssess(program, signal, exit);
  addMatrix(program, signal, exit);
  addWorker(program, signal, exit);
  addScenarios(program, exit);
  addReaders(program, signal, exit);
  addHousekeeping(program, signal, exit);
  return program;
}

/** Tells an error as what it is and answers with the exit code. */
function tell(thrown: unknown): number {
  const error = firstError(thrown);
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.asExpected : exitCodes.badInput;
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof UserError) {
    say(error.where === undefined ? error.message : `${error.where}  ${error.message}`);
    if (error.hint !== undefined) say(error.hint);
    return exitCodes.badInput;
  }
  say(`fsync-lab failed: ${messageOf(error)}`);
  const isOurs = error instanceof HarnessError || error instanceof Inconclusive;
  if (!isOurs && error instanceof Error) say(sourceStack(error));
  return exitCodes.inconclusive;
}

/** Every way in which a command can be told to stop ends in its own cleaning up: nothing is left behind. */
function stopOnEverything(controller: AbortController): void {
  const interrupt = () => controller.abort(new Interrupted());
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // Nobody reads any more, as after `| head` or in a closed terminal.
      if (error.code === 'EPIPE' || error.code === 'EIO') return interrupt();
      const failed = new HarnessError(`what is printed can't be written: ${error.message}`);
      if (stream === process.stdout) tell(failed);
      // At the very end: a command that has printed its last line has its exit code before the write fails.
      process.once('exit', () => {
        process.exitCode = exitCodes.inconclusive;
      });
      controller.abort(failed);
    });
  process.on('uncaughtException', (error) => {
    process.exitCode = tell(error);
    controller.abort(error);
  });
}

async function main(): Promise<void> {
  const controller = new AbortController();
  stopOnEverything(controller);
  try {
    const program = buildProgram(controller.signal, (code) => {
      process.exitCode = code;
    });
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tell(error);
  }
}

void mustEnd(main(), () => {
  process.exitCode = tell(new HarnessError('it ended before it was done, so nothing is proven'));
});
