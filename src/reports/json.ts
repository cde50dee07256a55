import type { Report } from './report.ts';
import { verdictFile } from './verdict-file.ts';

/** For scripts and CI jobs. */
export const json: Report = {
  name: 'json',
  file: 'verdict',
  extension: 'json',
  summary: 'the verdict and all findings, for scripts',
  render: (result) => `${JSON.stringify(verdictFile(result), null, 2)}\n`,
};
