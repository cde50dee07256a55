import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../errors.ts';
import { cellName, type Matrix, type MatrixCell } from '../matrix.ts';

/** What one machine ran of a suite. */
interface Part {
  readonly name: string;
  readonly matrix: Matrix;
}

/** The parts as one matrix. Throws a UserError when they are not of one suite and one version of the tool. */
export function mergeMatrices([first, ...others]: readonly Part[]): Matrix {
  if (first === undefined) throw new UserError('there is nothing to merge');
  for (const other of others) requireSame(first, other);
  const parts = [first, ...others];
  const cells = first.matrix.cells.map((cell, at) => mergedCell(cell, parts, at));
  const date =
    parts
      .map(({ matrix }) => matrix.date)
      .sort()
      .at(-1) ?? first.matrix.date;
  return { ...first.matrix, date, cells };
}

function requireSame(first: Part, other: Part): void {
  const shape = ({ matrix: { name, tool, axes, rows, repeat, cells } }: Part) => ({
    suite: [name, axes, rows, repeat],
    'version of fsync-lab': tool,
    plans: cells.map(({ labels, digest, excluded }) => [labels, digest, excluded]),
  });
  const [ours, theirs] = [shape(first), shape(other)];
  const differs = (Object.keys(ours) as (keyof typeof ours)[]).find(
    (key) => !isDeepStrictEqual(ours[key], theirs[key]),
  );
  if (differs === undefined) return;
  throw new UserError(`${other.name} is of another ${differs} than ${first.name}`, {
    hint: 'All parts must be of one suite file, run with the same flags and the same version of fsync-lab.',
  });
}

function mergedCell(cell: MatrixCell, parts: readonly Part[], at: number): MatrixCell {
  const all = parts.map(({ name, matrix }) => ({ name, cell: matrix.cells[at] ?? cell }));
  const runs = all.flatMap(({ name, cell: { runs: own } }) => own.map((run) => ({ name, run })));
  runs.sort((a, b) => a.run.round - b.run.round);
  const twin = runs.find(({ run }, index) => runs[index + 1]?.run.round === run.round);
  if (twin) {
    throw new UserError(
      `${twin.name}: run ${twin.run.round + 1} of ${cellName(cell)} is in another part, too`,
      {
        hint: 'Name each part once; parts of one suite are made with --shard 1/2, --shard 2/2.',
      },
    );
  }
  const refused = all.map(({ cell: { refused: why } }) => why).find((why) => why !== null) ?? null;
  return { ...cell, runs: runs.map(({ run }) => run), refused };
}
