import { type Assessment, assessmentHeadline, changeText, rowCells, rowTitles } from '../assessment.ts';
import { code, escaped, table, titledList } from '../markdown/escape.ts';

/** For an incident review or a pull request: the answer in the heading, then the table and what would help. */
export function assessmentMarkdown(assessment: Assessment): string {
  const paragraphs = [
    `## ${escaped(assessmentHeadline(assessment))}`,
    `Configuration: ${assessment.files.map(code).join(', ')} (SHA-256 ${code(assessment.digest.slice(0, 16))})`,
    table(
      [...rowTitles, 'run'],
      assessment.rows.map((row) => [...rowCells(row).map(escaped), row.run === null ? '' : code(row.run)]),
    ),
    ...reasons(assessment),
    ...sectionsOf(assessment).flatMap(({ title, lines }) => titledList(title, lines.map(escaped))),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

/** What stands below the table, in every document alike; of a section without lines nothing is shown. */
export function sectionsOf({ changes, setup, versions, runtime, date, settings, notes }: Assessment) {
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    { title: 'What was tried', lines: changes.map(changeText) },
    { title: 'Set-up', lines: [...setup, software.join(', '), runtime, date] },
    { title: 'Settings', lines: Object.entries(settings).map(([key, value]) => `${key}=${value}`) },
    { title: 'Notes', lines: notes },
  ];
}

function reasons({ rows }: Assessment): readonly string[] {
  const told = rows.filter(({ verdict, reasons }) => verdict !== 'safe' && reasons.length > 0);
  const lines = told.map(({ threat, reasons }) => escaped(`${threat}: ${reasons.join('; ')}`));
  return titledList('Why', lines);
}
