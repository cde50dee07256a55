import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { table } from '../src/lib/table.ts';
import { median, milliseconds } from './numbers.ts';
import type { Section } from './section.ts';

const budgetMs = 150;
const times = 10;

/** The program as a user has it: the built one. */
export const program = join(import.meta.dirname, '../bin/fsync-lab.js');

const starts: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  'fsync-lab --help': [program, '--help'],
  'fsync-lab run key9-loss --dry-run': [program, 'run', 'key9-loss', '--runtime', 'local', '--dry-run'],
};

/** Cold starts in turn, so that the machine's noise hits all; bare Node is what nobody can go below. */
export async function* helpStart(): AsyncGenerator<Section> {
  const measured = new Map(Object.keys(starts).map((name) => [name, [] as number[]]));
  for (let round = 0; round < times; round += 1) {
    for (const [name, argv] of Object.entries(starts)) measured.get(name)?.push(await startMs(argv));
  }
  const rows = [...measured].map(([name, ms]) => [
    name,
    milliseconds(median(ms)),
    milliseconds(Math.min(...ms)),
  ]);
  const helpMs = median(measured.get('fsync-lab --help') ?? []);
  const columns = [
    { title: '' },
    { title: 'median', align: 'right' },
    { title: 'fastest', align: 'right' },
  ] as const;
  yield {
    title: `Cold start, ${times} times each in turn`,
    lines: table(columns, rows),
    promises: [
      { what: `--help in under ${budgetMs} ms`, measured: milliseconds(helpMs), held: helpMs < budgetMs },
    ],
  };
}

async function startMs(argv: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, argv, { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`node ${argv.join(' ')} exited with ${code}; run \`npm run build\` first`);
  return performance.now() - startedAt;
}
