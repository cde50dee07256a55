import { exitCodes, firstError, Interrupted, messageOf, UserError } from '../errors.ts';
import { json } from '../reports/json.ts';
import type { RunResult } from '../reports/report.ts';

/** The verdict of a run as the one line that `--json` promises. */
export function verdictLine(result: RunResult): string {
  return JSON.stringify(JSON.parse(json.render(result)));
}

/** The same for a run that never began: a script that reads standard output always finds a line. */
export function errorLine(thrown: unknown): string {
  const error = firstError(thrown);
  const exit = exitOf(error);
  return JSON.stringify({ verdict: 'inconclusive', exit, valid: 'unknown', reasons: [messageOf(error)] });
}

function exitOf(error: unknown): number {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  return error instanceof UserError ? exitCodes.badInput : exitCodes.inconclusive;
}
