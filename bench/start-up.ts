import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { table } from '../src/lib/table.ts';
import { median, milliseconds } from './numbers.ts';
import type { Section } from './section.ts';

const times = 15;

/** The program as a user has it: the built one. */
export const program = join(import.meta.dirname, '../bin/fsync-lab.js');

const bare = 'node -e 0';

const starts: Readonly<Record<string, readonly string[]>> = {
  [bare]: ['-e', '0'],
  'fsync-lab --help': [program, '--help'],
  'fsync-lab validate key9-loss': [program, 'validate', 'key9-loss'],
  'fsync-lab run key9-loss --dry-run': [program, 'run', 'key9-loss', '--runtime', 'local', '--dry-run'],
};

/** How many times the start of a bare Node a command may take. */
const ratiosMax: Readonly<Record<string, number>> = {
  'fsync-lab --help': 1.3,
  'fsync-lab validate key9-loss': 2.5,
};

/** Cold starts in turn, so that the machine's noise hits all; bare Node is what nobody can go below. */
export async function* startUp(): AsyncGenerator<Section> {
  const measured = new Map(Object.keys(starts).map((name) => [name, [] as number[]]));
  for (let round = 0; round < times; round += 1) {
    for (const [name, argv] of Object.entries(starts)) measured.get(name)?.push(await startMs(argv));
  }
  const ratio = (name: string) => median(measured.get(name) ?? []) / median(measured.get(bare) ?? []);
  const rows = [...measured].map(([name, ms]) => [
    name,
    milliseconds(median(ms)),
    milliseconds(Math.min(...ms)),
    ratio(name).toFixed(2),
  ]);
  const columns = [
    { title: '' },
    { title: 'median', align: 'right' },
    { title: 'fastest', align: 'right' },
    { title: 'of bare Node', align: 'right' },
  ] as const;
  yield {
    title: `Cold start, ${times} times each in turn`,
    lines: table(columns, rows),
    promises: Object.entries(ratiosMax).map(([name, max]) => ({
      what: `${name} within ${max} times of ${bare}`,
      measured: ratio(name).toFixed(2),
      held: ratio(name) <= max,
    })),
  };
}

async function startMs(argv: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, argv, { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`node ${argv.join(' ')} exited with ${code}; run \`npm run build\` first`);
  return performance.now() - startedAt;
}
