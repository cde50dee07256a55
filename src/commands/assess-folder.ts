import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { makeFolder } from '../lib/make-folder.ts';
import { assessmentHtml } from '../reports/assessment/html.ts';
import { assessmentJunit } from '../reports/assessment/junit.ts';
import { assessmentMarkdown } from '../reports/assessment/markdown.ts';
import type { Assessment } from '../reports/assessment.ts';

const files: Readonly<Record<string, (assessment: Assessment) => string>> = {
  'assess.md': assessmentMarkdown,
  'assess.html': assessmentHtml,
  'junit.xml': assessmentJunit,
  'assess.json': (assessment) => `${JSON.stringify(assessment, null, 2)}\n`,
};

/** Writes every report of an assessment into `<out>/assess/<time>` and answers with that folder. */
export async function writeAssessment(out: string, assessment: Assessment): Promise<string> {
  const folder = join(out, 'assess', assessment.date.slice(0, 19).replaceAll(':', '-'));
  try {
    makeFolder(folder);
    for (const [name, render] of Object.entries(files))
      await writeFile(join(folder, name), render(assessment));
  } catch (error) {
    throw new UserError(`cannot write the report: ${messageOf(error)}`, {
      hint: 'name a folder that you may write to: --out DIR',
      cause: error,
    });
  }
  return folder;
}
