import { exitCodes } from '../errors.ts';
import { table } from '../lib/table.ts';
import { pinnedKafkas } from '../systems/kafka/versions.ts';

const titles = {
  version: 'version',
  metadata: 'metadata',
  elr: 'eligible leader replicas',
  java: 'Java',
  cached: 'cached',
} as const;

/** Lists the versions of Kafka whose jars are pinned byte for byte, and what each can do. */
export async function runVersions(
  { json = false }: { readonly json?: boolean },
  out: (line: string) => void,
): Promise<number> {
  const versions = await pinnedKafkas();
  if (json) {
    out(JSON.stringify(versions));
    return exitCodes.asExpected;
  }
  const rows = versions.map(({ version, metadata, elr, javaMin, isCached }) => [
    version,
    metadata.join(', '),
    elr,
    `${javaMin}+`,
    isCached ? 'yes' : 'no',
  ]);
  const columns = Object.values(titles).map((title) => ({ title }));
  for (const line of table(columns, rows)) out(line);
  out('');
  out('Where there are two, the first is the default. --kafka VERSION chooses one;');
  out('for any other version --kafka-home DIR takes an unpacked distribution.');
  return exitCodes.asExpected;
}
