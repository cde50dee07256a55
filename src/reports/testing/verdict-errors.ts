import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The JSON Schema as it is published. */
export const publishedSchema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../data/verdict.schema.json'), 'utf8'),
);

const ajv = new Ajv2020({ allErrors: true });
const validate = ajv.compile(publishedSchema);
const validateStrictly = ajv.compile(closed({ ...publishedSchema, $id: 'closed' }));

/** Where a verdict breaks that schema; none for a good one. */
export function verdictErrors(verdict: unknown): readonly string[] {
  validate(verdict);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The same, and every member that the schema does not name: readers may meet one, but we describe what we write. */
export function strictVerdictErrors(verdict: unknown): readonly string[] {
  validateStrictly(verdict);
  return (validateStrictly.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function closed(schema: unknown): object {
  const text = JSON.stringify(schema, (_, value: unknown) => {
    const isObject = typeof value === 'object' && value !== null && 'properties' in value;
    return isObject ? { additionalProperties: false, ...value } : value;
  });
  return JSON.parse(text);
}
