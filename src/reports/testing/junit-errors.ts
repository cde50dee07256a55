import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';

const schema = readFileSync(join(import.meta.dirname, 'junit.xsd'), 'utf8');

/** What a validator of XML (libxml2) finds wrong with a JUnit file; none for a good one. */
export async function junitErrors(xml: string): Promise<readonly string[]> {
  // A value of 1 MB is more than the memory that it takes by itself.
  const { errors } = await validateXML({ xml, schema, maxMemoryPages: 4096 });
  return errors.map(({ message }) => message);
}
