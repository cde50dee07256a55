import { exitCodes } from '../errors.ts';
import { table } from '../lib/table.ts';
import { systems } from '../systems/index.ts';

/** Lists the versions whose files are pinned byte for byte, and what each can do. */
export async function runVersions(
  { json = false }: { readonly json?: boolean },
  out: (line: string) => void,
): Promise<number> {
  const all = await Promise.all(
    systems.map(async ({ name, pinned }) => ({ system: name, ...(await pinned()) })),
  );
  if (json) {
    out(JSON.stringify(all.flatMap(({ system, facts }) => facts.map((fact) => ({ system, ...fact })))));
    return exitCodes.asExpected;
  }
  for (const [index, { system, titles, rows }] of all.entries()) {
    if (index > 0) out('');
    const columns = titles.map((title, at) => ({ title: at === 0 && index > 0 ? system : title }));
    for (const line of table(columns, rows)) out(line);
  }
  out('');
  out('Where there are two, the first is the default. --kafka VERSION chooses a Kafka;');
  out('for any other version --kafka-home DIR takes an unpacked distribution.');
  out('Of the other systems: --set cluster.SYSTEM=VERSION, or --set cluster.home=DIR.');
  return exitCodes.asExpected;
}
