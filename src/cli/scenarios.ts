import type { Command } from 'commander';
import { print } from './arguments.ts';

/** The commands about scenarios and what they can use, which start nothing. */
export function addScenarios(program: Command, exit: (code: number) => void): void {
  program
    .command('init')
    .summary('write a scenario to begin with')
    .argument('[file]', 'where to; what is there is never overwritten', 'scenario.yaml')
    .action(async (file) => exit((await import('../commands/init.ts')).runInit(file, print)));
  program
    .command('validate')
    .summary('check scenario files without starting anything')
    .argument('<file...>')
    .action(async (files) =>
      exit(await (await import('../commands/validate.ts')).runValidate(files, {}, print)),
    );
  program
    .command('list')
    .summary('list steps, waits, checks, scenarios or threats')
    .argument('[what]', 'steps, waits, checks, scenarios or threats')
    .argument('[name]', 'one step or wait, with every argument: list steps produce')
    .option('--json', 'as JSON')
    .action(async (what, name, flags) =>
      exit((await import('../commands/list.ts')).runList(what, { ...flags, name }, print)),
    );
  program
    .command('versions')
    .summary('list the pinned versions of Kafka')
    .option('--json', 'as JSON')
    .action(async (flags) => exit(await (await import('../commands/versions.ts')).runVersions(flags, print)));
}
