import { Argument, type Command } from 'commander';
import { print } from './arguments.ts';

/** The commands about this machine: what it has, what lies about. */
export function addHousekeeping(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
  program
    .command('doctor')
    .summary('what this machine has, what each missing thing would enable')
    .option('--json', 'as JSON')
    .action(async (flags) => exit(await (await import('../commands/doctor.ts')).runDoctor(flags, print)));
  program
    .command('images')
    .summary('list, build or remove the images of machines in Docker')
    .addArgument(new Argument('[action]', 'what to do').choices(['list', 'build', 'remove']).default('list'))
    .argument('[name...]', 'versions of Kafka to build for, images to remove; none means all')
    .option('--ca <file>', 'PEM file of certificate authorities that your network adds')
    .action(async (action, names, flags) => {
      const { runImages } = await import('../commands/images.ts');
      const onProgress = (text: string) => void process.stderr.write(`${text}\n`);
      exit(await runImages(action, { names, caFile: flags.ca, signal, onProgress }, print));
    });
  program
    .command('clean')
    .summary('remove what is left of runs whose owner is gone')
    .argument('[run...]', 'ids of runs to remove, kept ones, too; none means all whose owner is gone')
    .option('--all', 'also of runs that are still going or were kept with --keep')
    .action(async (ids, flags) =>
      exit(await (await import('../commands/clean.ts')).runClean({ ...flags, ids }, print)),
    );
}
