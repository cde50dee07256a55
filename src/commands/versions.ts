import { exitCodes } from '../errors.ts';
import { table } from '../lib/table.ts';
import { systems } from '../systems/index.ts';

/** Lists the versions whose files are pinned byte for byte, and what each can do. */
export async function runVersions(
  { json = false }: { readonly json?: boolean },
  out: (line: string) => void,
): Promise<number> {
  for (const system of systems) {
    const { facts, titles, rows } = await system.pinned();
    const columns = titles.map((title) => ({ title }));
    for (const line of json ? [JSON.stringify(facts)] : table(columns, rows)) out(line);
  }
  if (json) return exitCodes.asExpected;
  out('');
  out('Where there are two, the first is the default. --kafka VERSION chooses one;');
  out('for any other version --kafka-home DIR takes an unpacked distribution.');
  return exitCodes.asExpected;
}
