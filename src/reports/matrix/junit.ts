import { cellIsAsExpected, cellName, cellText, type Matrix, type MatrixCell } from '../matrix.ts';
import { junitXml, type TestCase } from '../shared/junit.ts';

/** A test case a cell: what is not as expected fails, what proves nothing is an error, what is left out is skipped. */
export function matrixJunit(matrix: Matrix): string {
  return junitXml({ name: matrix.name, cases: matrix.cells.map((cell) => caseOf(cell, matrix)) });
}

function caseOf(cell: MatrixCell, { name, repeat }: Matrix): TestCase {
  const seconds = cell.runs.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000;
  const shared = { group: name, name: cellName(cell), seconds };
  if (cell.excluded !== null) return { ...shared, outcome: 'skipped', message: cell.excluded };
  const isAsExpected = cellIsAsExpected(cell, repeat);
  if (isAsExpected) return { ...shared, outcome: 'passed' };
  const reasons = cell.runs.flatMap((run) => run.reasons);
  return {
    ...shared,
    outcome: isAsExpected === false ? 'failed' : 'broken',
    message: `${cellText(cell, repeat)}; expected ${cell.expect}`,
    text: [...reasons, ...(cell.refused === null ? [] : [cell.refused])].join('\n'),
  };
}
