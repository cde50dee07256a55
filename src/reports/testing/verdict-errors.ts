import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The JSON Schema as it is published. */
export const publishedSchema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../data/verdict.schema.json'), 'utf8'),
);

const validate = new Ajv2020({ allErrors: true }).compile(publishedSchema);

/** Where a verdict breaks that schema; none for a good one. */
export function verdictErrors(verdict: unknown): readonly string[] {
  validate(verdict);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
