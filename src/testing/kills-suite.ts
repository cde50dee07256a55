import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../lib/wait-until.ts';
import { cellText, type Matrix } from '../reports/matrix.ts';
import { livingRuns } from '../run/owner.ts';

/** Five cells of the cheapest kind that are real: all members of an etcd are killed, for some seconds each. */
const suiteText = `title: Is anything lost when all are killed?
scenarios: [raft-kill-all]
axes:
  records:
    "5": { set: { steps.0.records: 5 } }
    "6": { set: { steps.0.records: 6 } }
    "7": { set: { steps.0.records: 7 } }
    "8": { set: { steps.0.records: 8 } }
    "9": { set: { steps.0.records: 9 } }
`;

/** What its table must say, however it was run. */
export const killsTable = ['5: 0/15', '6: 0/16', '7: 0/17', '8: 0/18', '9: 0/19'];

/** Writes the suite into the folder; answers with the command line that runs it. */
export function killsSuite(folder: string) {
  const file = join(folder, 'kills.yaml');
  writeFileSync(file, suiteText);
  return (out: string, ...flags: readonly string[]) => ['matrix', file, '--out', out, ...flags];
}

/** The results that a matrix has stored, in their order. */
export function storedIn(folder: string): readonly { digest: string; run: { folder: string } }[] {
  const text = readFileSync(join(folder, 'runs.jsonl'), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

/** What the table of a matrix says. */
export function tableIn(folder: string): readonly string[] {
  const { cells, repeat } = JSON.parse(readFileSync(join(folder, 'matrix.json'), 'utf8')) as Matrix;
  return cells.map((cell) => `${cell.labels.records}: ${cellText(cell, repeat)}`);
}

/** The folder that a matrix tells at its end. */
export function folderTold(text: string): string {
  return /^report {2}(.*)\/matrix\.html$/m.exec(text)?.[1] ?? 'no report';
}

/** A run of that folder whose cluster is being made or is up. */
export function runUnderWay(out: string) {
  return waitUntil({
    what: `a run that is under way in ${out}`,
    budgetMs: 120_000,
    look: async () => {
      const [run] = (await livingRuns()).filter(({ folder }) => folder.startsWith(out));
      return run === undefined ? { seen: null } : { done: run };
    },
  });
}
