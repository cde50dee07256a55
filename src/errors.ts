/** The exit codes of every command; scripts and CI jobs rely on them. */
export const exitCodes = {
  asExpected: 0,
  notAsExpected: 1,
  badInput: 2,
  inconclusive: 3,
  interrupted: 130,
} as const;

/** A mistake in the input or a lack of this machine: told without a stack, exit code 2, nothing was started. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string | undefined;
  readonly where: string | undefined;

  constructor(
    message: string,
    details: { readonly hint?: string; readonly where?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.hint = details.hint;
    this.where = details.where;
  }
}

/** The run can prove nothing any more: a wait ran out, a fault did not happen. Exit code 3; the final phase still runs. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive';
  readonly lastSeen: unknown;

  constructor(what: string, lastSeen?: unknown) {
    super(what);
    this.lastSeen = lastSeen;
  }
}

/** What was awaited did not come, or can't come any more: what the nodes say themselves may tell why. */
export class Unmet extends Inconclusive {}

/** The tool itself failed: one line for the user, the stack goes into the run's folder. Exit code 3. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
}

/** The user pressed Ctrl-C (or a supervisor sent SIGTERM): clean up, then exit code 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(message = 'interrupted') {
    super(message);
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What went wrong first: when cleaning up fails too, `await using` wraps both, the first one as `suppressed`. */
export function firstError(error: unknown): unknown {
  let at = error;
  while (at instanceof Error && 'suppressed' in at) at = at.suppressed;
  return at;
}
