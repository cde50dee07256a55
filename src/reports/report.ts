import type { Judged } from '../judge/verdict.ts';

/** All that a report may show: what the history proved, and where it lies. A stored run gives the same again. */
export interface RunResult {
  readonly judged: Judged;
  /** The run's folder as the user would name it; null for a history outside of one. */
  readonly folder: string | null;
  /** Reports that could not be made, and why. */
  readonly missing?: readonly string[];
}

/** One way to tell a result. Pure: a new one is one file and one line in the registry. */
export interface Report {
  readonly name: string;
  /** Of the file in the run's folder. */
  readonly extension: string;
  /** That file's name, without the extension. */
  readonly file: string;
  readonly summary: string;
  render(result: RunResult): string;
}
