/** `missing` takes something away, `note` is worth knowing, `ok` is neither. */
type Status = 'ok' | 'note' | 'missing';

/** What one look at this machine found. */
export interface Diagnosis {
  readonly name: string;
  readonly status: Status;
  readonly found: string;
  /** What it is needed for. */
  readonly enables: string;
  /** The commands that install it, or what else to do; one a line, so that each can be copied. */
  readonly help?: readonly string[];
  /** When it is missing: the runtimes in which nothing can run without it. */
  readonly blocks?: readonly string[] | 'all';
}

/** Looks at one thing; never throws for what it did not find. */
export type Examine = () => Promise<Diagnosis>;
