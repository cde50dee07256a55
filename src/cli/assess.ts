import { type Command, Option } from 'commander';
import { collect, wholeNumber } from './arguments.ts';

/** The flags and help of `assess`. */
export function addAssess(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
  program
    .command('assess')
    .summary('what can my configuration survive?')
    .description(
      "Plays every threat of the library against your brokers' own configuration and tells which of them lose acknowledged records, and which change would help: nothing is advised that was not measured.",
    )
    .argument('[file...]', "your brokers' server.properties; by default what fsync-lab.assess.yaml names")
    .addOption(
      new Option('--runtime <name>', 'where nodes run').choices(['auto', 'local', 'docker']).default('auto'),
    )
    .option('--kafka <version>', 'a pinned version of Kafka; by default the newest that fits the file')
    .option('--kafka-home <dir>', 'an unpacked Kafka distribution')
    .option('--set <path=value>', 'change every plan, as in `run` (repeatable)', collect, [])
    .option('--allow-unknown', 'let settings through that this version does not know')
    .option(
      '--topic-config <key=value|file>',
      'a setting of your topics, or a file of them: what `kafka-topics --describe` or `kafka-configs --describe` prints, or lines of key=value (repeatable)',
      collect,
      [],
    )
    .option('--replication-factor <n>', 'of your topics; by default what the file says, else 3', wholeNumber)
    .addOption(new Option('--acks <acks>', 'of your producers, all by default').choices(['all', '1']))
    .option('--threats <names>', 'only these, also own files with a `threat:` (repeatable)', collect, [])
    .option('--allow <threat>', 'accept that this one is UNSAFE (repeatable)', collect, [])
    .option('--what-if <key=value>', 'measure a change beside today (repeatable)', collect, [])
    .option('--no-advice', 'do not look for what would help')
    .option('--jobs <n>', 'runs at the same time; by default what this machine has room for', wholeNumber)
    .option('--out <dir>', 'folder for the runs and the report', 'runs')
    .option('--ca <file>', 'PEM file of certificate authorities that your network adds, for image builds')
    .option('--json', 'the assessment as one line of JSON on standard output')
    .option('-q, --quiet', 'nothing but the table')
    .action(async (files, flags) => {
      const { runAssess } = await import('../commands/assess.ts');
      exit(await runAssess(files, flags, signal));
    });
}
