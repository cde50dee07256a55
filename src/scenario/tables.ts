import type { Step, Wait } from '../steps/step.ts';
import type { System } from '../systems/system.ts';

/** The steps as a Markdown table, for the docs. */
export function stepTable(steps: readonly Step[]): string {
  return markdownTable(
    ['step', 'kind', 'what it does', 'example'],
    steps.map(({ name, kind, summary, example }) => [code(name), kind, summary, code(example)]),
  );
}

/** The waits, likewise. */
export function waitTable(waits: readonly Wait[]): string {
  return markdownTable(
    ['wait', 'until', 'example'],
    waits.map(({ name, summary, example }) => [code(name), summary, code(example)]),
  );
}

/** The roles that a scenario may name in place of a node, likewise. */
export function roleTable({ roles }: System): string {
  return markdownTable(
    ['role', 'means'],
    Object.entries(roles).map(([role, { text }]) => [code(role), text]),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}

function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, titles.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
