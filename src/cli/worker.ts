import { type Command, Option } from 'commander';
import { wholeNumber } from './arguments.ts';

const more = `
A worker takes a cell, runs it as \`run\` does and sends its folder back. It runs nothing but scenarios that pass every
check here, of its own version of fsync-lab, without programs, files and addresses of their own. A cell that it can't run
(no root, no Docker) it leaves to others. Ctrl-C gives back what is under way; after a SIGKILL another worker gets the
cell within a minute, and \`fsync-lab clean\` removes what is left here.

Keep the password out of the list of processes: FSYNC_LAB_QUEUE_PASSWORD.
Docs: docs/fleet.md`;

/** The flags and help of `worker`. */
export function addWorker(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
  program
    .command('worker')
    .summary('run cells that `matrix --queue` hands out, on any machine')
    .description(
      'Takes cells of suites from a queue in a Redis or Valkey, runs them here and sends the results back.',
    )
    .requiredOption('--queue <url>', 'redis://[user:password@]host[:port][/database]; rediss:// for TLS')
    .option('--jobs <n>', 'so many runs at the same time', wholeNumber, 1)
    .addOption(
      new Option('--runtime <name>', 'where nodes run, when the matrix leaves it open')
        .choices(['auto', 'local', 'docker'])
        .default('auto'),
    )
    .option('--out <dir>', 'folder for the runs; they stay here, too', 'runs')
    .option('--ca <file>', 'PEM file of certificate authorities that your network adds, for image builds')
    .option('-q, --quiet', 'nothing but errors')
    .addHelpText('after', more)
    .action(async (flags) => {
      const { runWorker } = await import('../commands/worker.ts');
      exit(await runWorker(flags, signal));
    });
}
