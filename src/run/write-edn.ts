import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { historyFileName } from '../history/reader.ts';
import { formatBytes } from '../lib/size.ts';
import { ednFileName, ednOfFile } from '../reports/edn.ts';

// All operations are in memory at once to be put in order: some six times of this, at the end of a run that must not die.
const historyBytesMax = 64 * 1024 * 1024;

/** The history in Jepsen's shape beside our own. Answers with what could not be made, and why; never with another failure. */
export async function writeEdn(
  folder: string,
  { shown, bytesMax = historyBytesMax }: { readonly shown: string; readonly bytesMax?: number },
): Promise<readonly string[]> {
  const history = join(folder, historyFileName);
  const { size } = await stat(history);
  if (size > bytesMax) {
    const how = `\`fsync-lab report ${shown} --format edn\` prints it`;
    return [`${ednFileName} is left out, the history has ${formatBytes(size)}: ${how}`];
  }
  const lines = await ednOfFile(history).catch((error: unknown) => messageOf(error));
  if (typeof lines === 'string') return [`${ednFileName} could not be made: ${lines}`];
  await writeFile(join(folder, ednFileName), lines.map((line) => `${line}\n`).join(''));
  return [];
}
