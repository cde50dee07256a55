import { type Command, Option } from 'commander';
import { collect, duration, wholeNumber } from './arguments.ts';

/** The flags and help of `run`. */
export function addRun(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
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
    .option('--until <step>', 'stop before a step (its name or number) and leave the cluster up as it is')
    .option('--jobs <n>', 'so many runs at the same time; one by default', wholeNumber)
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
      const { runCommand } = await import('../commands/run.ts');
      exit(await runCommand(scenarios, flags, signal));
    });
}
