import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { collect, wholeNumber } from './cli/arguments.ts';
import { addAssess } from './cli/assess.ts';
import {
  exitCodes,
  firstError,
  HarnessError,
  Inconclusive,
  Interrupted,
  messageOf,
  UserError,
} from './errors.ts';
import { parseDurationMs } from './lib/duration.ts';
import { packageVersion } from './lib/package-version.ts';
import { sourceStack } from './lib/source-stack.ts';

const examples = `
Examples:
  fsync-lab run key9-loss                    the demo: one lost batch on one disk loses an acknowledged record
  fsync-lab run key9-loss --variant control  the same without the fault: nothing may be lost
  fsync-lab run my.yaml --set cluster.config.log.flush.interval.messages=1

Exit codes:
  0    as expected, and proven
  1    not as expected
  2    the scenario, the flags or this machine will not do; nothing was started
  3    inconclusive: a fault did not happen, a wait ran out, …; the report tells
  130  interrupted; everything was cleaned up first

Docs: README.md, docs/scenarios.md (the format), docs/history.md (the evidence)`;

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Flags and help of every command. A command's code is loaded only when it is called, so that `--help` is instant. */
function buildProgram(signal: AbortSignal, exit: (code: number) => void): Command {
  const program = new Command('fsync-lab')
    .description(
      'Runs fault-injection experiments against real Kafka and proves which acknowledged records survived.',
    )
    .version(packageVersion())
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: false })
    .exitOverride()
    .addHelpText('after', examples);
  addRun(program, signal, exit);
  addAssess(program, signal, exit);
  addReaders(program, exit);
  addHousekeeping(program, signal, exit);
  return program;
}

function addRun(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
  program
    .command('run')
    .summary('run scenarios and judge them from evidence')
    .description(
      'Runs each scenario (a file, or the name of a library scenario) and judges what became of its acknowledged records.',
    )
    .argument('<scenario...>', 'a file, or a name from `fsync-lab list scenarios`')
    .addOption(
      new Option('--runtime <name>', 'where nodes run').choices(['auto', 'local', 'docker']).default('auto'),
    )
    .option(
      '--set <path=value>',
      'change the plan: steps.truncate.bytes=0, expect=no-loss (repeatable)',
      collect,
      [],
    )
    .option(
      '--config <file>',
      'judge your own server.properties: it takes the place of what the scenario sets (repeatable)',
      collect,
      [],
    )
    .option('--allow-unknown', 'let settings through that this Kafka does not know')
    .option('--kafka <version>', 'a pinned version of Kafka')
    .option('--kafka-home <dir>', 'an unpacked Kafka distribution')
    .option('--variant <name>', 'a variant of the scenario, or all')
    .option('--out <dir>', 'folder for the runs', 'runs')
    .option('--keep', 'leave the cluster up and tell how to reach and remove it')
    .option('--repeat <n>', 'run it so many times; stop at the first that is not as expected', wholeNumber)
    .option('--keep-going', 'with --repeat: do not stop, count')
    .option('--ca <file>', 'PEM file of certificate authorities that your network adds, for image builds')
    .option('--control', 'each run beside the same one without what it does to data')
    .option('--dry-run', 'print the resolved plan in words and start nothing')
    .option('--budget <duration>', 'how long the steps of a run may take: 30s, 10m', duration)
    .option('--junit <file>', 'all runs as one JUnit file, for CI')
    .option('--json', 'one line of JSON a run on standard output, progress on standard error')
    .option('-q, --quiet', 'one line a run')
    .option('--verbose', 'also what the brokers say and every change of leader or ISR')
    .action(async (scenarios, flags) => {
      const { runCommand } = await import('./commands/run.ts');
      exit(await runCommand(scenarios, flags, signal));
    });
}

function addReaders(program: Command, exit: (code: number) => void): void {
  program
    .command('validate')
    .summary('check scenario files without starting anything')
    .argument('<file...>')
    .action(async (files) =>
      exit(await (await import('./commands/validate.ts')).runValidate(files, {}, print)),
    );
  program
    .command('list')
    .summary('list steps, waits, checks, scenarios or threats')
    .argument('[what]', 'steps, waits, checks, scenarios or threats')
    .argument('[name]', 'one step or wait, with every argument: list steps produce')
    .option('--json', 'as JSON')
    .action(async (what, name, flags) =>
      exit((await import('./commands/list.ts')).runList(what, { ...flags, name }, print)),
    );
  program
    .command('versions')
    .summary('list the pinned versions of Kafka')
    .option('--json', 'as JSON')
    .action(async (flags) => exit(await (await import('./commands/versions.ts')).runVersions(flags, print)));
  program
    .command('check')
    .summary('judge a stored run again, from its history alone')
    .argument('[run]', 'a run folder, a history.jsonl, or a scenario (its latest run); none means the latest')
    .option('--out <dir>', 'where runs are looked for', 'runs')
    .option('--json', 'the verdict as one line of JSON')
    .action(async (path, flags) =>
      exit(await (await import('./commands/check.ts')).runCheck(path, flags, print)),
    );
  program
    .command('report')
    .summary("print a stored run's report again")
    .argument('[run]', 'a run folder, or a scenario (its latest run); none means the latest')
    .option('--out <dir>', 'where runs are looked for', 'runs')
    .option('--format <name>', 'markdown, html, timeline, junit or json', 'markdown')
    .action(async (path, flags) =>
      exit(await (await import('./commands/report.ts')).runReport(path, flags, print)),
    );
  program
    .command('log')
    .summary('show what is in a Kafka log, without any Kafka')
    .argument('<path...>', 'segments, partition folders or data folders; several replicas are compared')
    .option('--records', 'every record')
    .option('--json', 'as JSON')
    .action(async (paths, flags) =>
      exit(await (await import('./commands/log.ts')).runLog(paths, flags, print)),
    );
}

function addHousekeeping(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
  program
    .command('doctor')
    .summary('what this machine has, what each missing thing would enable')
    .option('--json', 'as JSON')
    .action(async (flags) => exit(await (await import('./commands/doctor.ts')).runDoctor(flags, print)));
  program
    .command('images')
    .summary('list, build or remove the images of machines in Docker')
    .addArgument(new Argument('[action]', 'what to do').choices(['list', 'build', 'remove']).default('list'))
    .argument('[name...]', 'versions of Kafka to build for, images to remove; none means all')
    .option('--ca <file>', 'PEM file of certificate authorities that your network adds')
    .action(async (action, names, flags) => {
      const { runImages } = await import('./commands/images.ts');
      const onProgress = (text: string) => void process.stderr.write(`${text}\n`);
      exit(await runImages(action, { names, caFile: flags.ca, signal, onProgress }, print));
    });
  program
    .command('clean')
    .summary('remove what is left of runs whose owner is gone')
    .argument('[run...]', 'ids of runs to remove, kept ones, too; none means all whose owner is gone')
    .option('--all', 'also of runs that are still going or were kept with --keep')
    .action(async (ids, flags) =>
      exit(await (await import('./commands/clean.ts')).runClean({ ...flags, ids }, print)),
    );
}

function duration(text: string): number {
  const ms = parseDurationMs(text);
  if (ms === undefined) throw new InvalidArgumentError('Expected a duration such as 500ms, 30s or 2m.');
  return ms;
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

void main();
