import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waits } from '../steps/waits/index.ts';
import { scenarioJsonSchema } from './json-schema.ts';
import { libraryFolder } from './library.ts';
import { registries } from './registries.ts';
import { roleTable, stepTable, waitTable } from './tables.ts';

/** A committed file that is made from the registries, as it should be now. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** All of them; `npm run schema` writes them, a test finds the stale ones. */
export function generatedFiles(): GeneratedFile[] {
  const docs = join(libraryFolder, '..', 'docs', 'scenarios.md');
  const schema = `${JSON.stringify(scenarioJsonSchema(registries), null, 2)}\n`;
  return [
    { path: join(libraryFolder, 'schema.json'), text: schema },
    { path: docs, text: withTables(readFileSync(docs, 'utf8')) },
  ];
}

function withTables(text: string): string {
  const tables: readonly (readonly [name: string, table: string])[] = [
    ['steps', stepTable(registries.steps)],
    ['waits', waitTable(waits)],
    ...registries.systems.map((system) => ['roles', roleTable(system)] as const),
  ];
  return tables.reduce((before, [name, table]) => between(before, name, table), text);
}

/** Replaces what stands between `<!-- begin NAME … -->` and `<!-- end NAME -->`. */
function between(text: string, name: string, content: string): string {
  const region = new RegExp(`(<!-- begin ${name}\\b[^>]*-->\n)[^]*?(<!-- end ${name} -->)`);
  if (!region.test(text)) throw new TypeError(`the docs have no place for the table of ${name}`);
  return text.replace(region, (_, begin: string, end: string) => `${begin}\n${content}\n\n${end}`);
}
