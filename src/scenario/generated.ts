import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { steps } from '../steps/index.ts';
import { waits } from '../steps/waits/index.ts';
import { systems } from '../systems/index.ts';
import type { System } from '../systems/system.ts';
import { libraryFolder } from './library.ts';
import { scenarioSchema } from './schema.ts';
import { suiteSchema } from './suite/schema.ts';

/** A committed file that is made from the registries, as it should be now. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** All of them; `npm run schema` writes them, a test finds the stale ones. */
export function generatedFiles(): GeneratedFile[] {
  const docs = join(libraryFolder, '..', 'docs', 'scenarios.md');
  const schema = jsonText(scenarioJsonSchema());
  return [
    { path: join(libraryFolder, 'schema.json'), text: schema },
    { path: join(libraryFolder, '../suites/schema.json'), text: jsonText(suiteJsonSchema()) },
    { path: docs, text: withTables(readFileSync(docs, 'utf8')) },
  ];
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The JSON Schema of a suite file, for editors. */
function suiteJsonSchema(): object {
  return z.toJSONSchema(suiteSchema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
}

function withTables(text: string): string {
  const tables: readonly (readonly [name: string, table: string])[] = [
    ['steps', stepTable()],
    ['waits', waitTable()],
    ['roles', systems.map(roleTable).join('\n\n')],
  ];
  return tables.reduce((before, [name, table]) => between(before, name, table), text);
}

/** Replaces what stands between `<!-- begin NAME … -->` and `<!-- end NAME -->`. */
function between(text: string, name: string, content: string): string {
  const region = new RegExp(`(<!-- begin ${name}\\b[^>]*-->\n)[^]*?(<!-- end ${name} -->)`);
  if (!region.test(text)) throw new TypeError(`the docs have no place for the table of ${name}`);
  return text.replace(region, (_, begin: string, end: string) => `${begin}\n${content}\n\n${end}`);
}

/** The JSON Schema of a scenario file, for editors: made of the registries, as what the author may write. */
function scenarioJsonSchema(): object {
  const step = z.union(
    steps.map(({ name, summary, schema }) =>
      z.strictObject({ [name]: schema.describe(summary) }).describe(summary),
    ),
  );
  const clusters = systems.map(({ clusterSchema }) => clusterSchema);
  const [only, ...others] = clusters;
  const cluster = only && others.length === 0 ? only : z.union(clusters);
  // Draft 7 is what the YAML language server understands in full.
  const schema = z.toJSONSchema(scenarioSchema(cluster, step), {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  });
  return {
    ...schema,
    patternProperties: { '^x-': { description: 'a place for anchors; nothing by itself' } },
  };
}

/** The steps as a Markdown table, for the docs. */
function stepTable(): string {
  return markdownTable(
    ['step', 'kind', 'what it does', 'example'],
    steps.map(({ name, kind, summary, system, example }) => [
      named(name, system),
      kind,
      summary,
      code(example),
    ]),
  );
}

/** The waits, likewise. */
function waitTable(): string {
  return markdownTable(
    ['wait', 'until', 'example'],
    waits.map(({ name, summary, system, example }) => [named(name, system), summary, code(example)]),
  );
}

/** The roles that a scenario may name in place of a node, likewise. */
function roleTable({ name, roles }: System): string {
  return markdownTable(
    [`role (${name})`, 'means'],
    Object.entries(roles).map(([role, { text }]) => [code(role), text]),
  );
}

/** What only one system has says so. */
function named(name: string, system: string | undefined): string {
  return system === undefined ? code(name) : `${code(name)} (${system})`;
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

// `npm run schema` runs this file; a test only imports it.
if (process.argv[1] === import.meta.filename) {
  for (const { path, text } of generatedFiles()) writeFileSync(path, text);
}
