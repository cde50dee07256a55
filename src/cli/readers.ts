import type { Command } from 'commander';
import { portNumber, print } from './arguments.ts';

/** The commands that look at what is stored, and start nothing. */
export function addReaders(program: Command, signal: AbortSignal, exit: (code: number) => void): void {
  program
    .command('check')
    .summary('judge a stored run again, from its history alone')
    .argument('[run]', 'a run folder, a history.jsonl, or a scenario (its latest run); none means the latest')
    .option('--out <dir>', 'where runs are looked for', 'runs')
    .option('--json', 'the verdict as one line of JSON')
    .action(async (path, flags) =>
      exit(await (await import('../commands/check.ts')).runCheck(path, flags, print)),
    );
  program
    .command('report')
    .summary("print a stored run's report again, or several runs side by side")
    .argument('[run...]', 'run folders, or scenarios (their latest runs); none means the latest')
    .option('--out <dir>', 'where runs are looked for', 'runs')
    .option(
      '--format <name>',
      'markdown, text, html, json or junit; of one run also timeline or edn (default: markdown, of several text)',
    )
    .action(async (paths, flags) =>
      exit(await (await import('../commands/report.ts')).runReport(paths, flags, print)),
    );
  program
    .command('open')
    .summary('browse stored runs in a browser, on this machine alone')
    .argument('[folder]', 'where the runs are', 'runs')
    .option('--port <n>', 'of 127.0.0.1; any free one when left out', portNumber)
    .option('--no-browser', 'only print the address')
    .action(async (folder, flags) =>
      exit(await (await import('../commands/open.ts')).runOpen(folder, { ...flags, signal }, print)),
    );
  program
    .command('log')
    .summary('show what is in a Kafka log, without any Kafka')
    .argument('<path...>', 'segments, partition folders or data folders; several replicas are compared')
    .option('--records', 'every record')
    .option('--json', 'as JSON')
    .action(async (paths, flags) =>
      exit(await (await import('../commands/log.ts')).runLog(paths, flags, print)),
    );
}
