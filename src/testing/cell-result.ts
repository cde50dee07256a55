/** What became of one cell of the library, as its test hands it to the reporter. */
export interface CellResult {
  readonly title: string;
  readonly verdict: string;
  /** What was lost, what spoke against it, or why the version refused. */
  readonly note: string;
}

declare module 'vitest' {
  interface TaskMeta {
    cell?: CellResult;
  }
}
