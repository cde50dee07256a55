import { type Command, Option } from 'commander';
import { collect, count, print, wholeNumber } from './arguments.ts';

/** The flags and help of `matrix`. */
export function addMatrix(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
  const matrix = program
    .command('matrix')
    .summary('run a suite: scenarios against versions against settings, as one table')
    .description(
      'Runs every cell of a suite file (or of a suite of the library: smoke, dispute, systems, my-config) and tells them in one table: which combination loses acknowledged records.',
    )
    .argument('<suite>', 'a file, or the name of a suite of the library')
    .option('--jobs <n>', 'so many runs at the same time', wholeNumber, 1)
    .option(
      '--queue <url>',
      'hand the cells to workers over this Redis: redis://…, rediss://… (docs/fleet.md)',
    )
    .option('--resume', 'go on with the latest matrix of this suite: what has a result is not run again')
    .option('--retry-inconclusive <n>', 'try what proves nothing so many times again', count, 0)
    .option('--repeat <n>', 'how often each cell runs, whatever the suite says', wholeNumber)
    .option('--filter <text>', 'only cells whose labels contain this (repeatable: all of them)', collect, [])
    .option('--shard <i/n>', 'only the i-th of n parts, for `matrix merge`')
    .option('--dry-run', 'print the cells and how long they will take, and start nothing')
    .addOption(
      new Option('--runtime <name>', 'where nodes run').choices(['auto', 'local', 'docker']).default('auto'),
    )
    .option('--kafka <version>', 'this pinned version for every cell')
    .option(
      '--config <file>',
      "your own server.properties under every cell's settings (repeatable)",
      collect,
      [],
    )
    .option('--set <path=value>', 'change every plan, as in `run` (repeatable)', collect, [])
    .option('--out <dir>', 'folder for the runs and the table', 'runs')
    .option('--ca <file>', 'PEM file of certificate authorities that your network adds, for image builds')
    .option('--junit <file>', 'the JUnit file also here')
    .option('--json', 'the matrix as one line of JSON on standard output')
    .option('-q, --quiet', 'nothing but the table')
    .action(async (suite, flags) => {
      const { runMatrixCommand } = await import('../commands/matrix.ts');
      exit(await runMatrixCommand(suite, flags, signal));
    });
  matrix
    .command('merge')
    .summary('make one table of the parts of several machines')
    .argument('<part...>', 'folders of a matrix, or their matrix.json')
    .option('--into <dir>', 'folder for the table', 'runs/merged.matrix')
    .action(async (parts, flags) => {
      const { runMatrixMerge } = await import('../commands/matrix-merge.ts');
      exit(await runMatrixMerge(parts, flags, print));
    });
}
