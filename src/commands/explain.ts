import { z } from 'zod';
import { wrapped } from '../lib/wrapped.ts';

/** A step or a wait, as far as its explanation needs it. */
export interface Explainable {
  readonly name: string;
  readonly kind?: string;
  readonly summary: string;
  readonly example: string;
  readonly schema: z.ZodType;
}

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | false;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** What it does, an example, and every argument with what it takes and its default: all from the schema itself. */
export function explanation(
  { name, kind, summary, example, schema }: Explainable,
  width: number,
): readonly string[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const forms = formsOf(json);
  const short = forms.filter(({ properties }) => properties === undefined);
  const plain = short.length === forms.length && json.description ? [json] : short;
  const told = forms.flatMap(({ properties, required = [] }) =>
    Object.entries(properties ?? {}).map(([key, value]) => {
      const text = `${wordsOf(value)}${required.includes(key) ? '; it must be there' : defaultOf(value)}`;
      return [key, text] as const;
    }),
  );
  // An argument that stands in several forms is told as the last one has it.
  const texts = new Map(told);
  const column = Math.max(0, ...[...texts.keys()].map((key) => key.length)) + 4;
  const lines = (text: string, first: string, next: number) =>
    wrapped(text, { first, next: ' '.repeat(next) }, width);
  return [
    ...lines(`${name}${kind === undefined ? '' : ` (${kind})`}  ${summary}`, '', 2),
    ...lines(`example  ${example}`, '', 9),
    ...plain.flatMap((form) => lines(`short    ${name}: ${wordsOf(form)}`, '', 9)),
    ...[...texts].flatMap(([key, text]) => lines(text, `  ${key}`.padEnd(column), column)),
  ];
}

function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(formsOf) : [schema];
}

function wordsOf(schema: JsonSchema): string {
  if (schema.description !== undefined) return schema.description;
  if (schema.anyOf) return schema.anyOf.map(wordsOf).join(', or ');
  if (schema.enum) return schema.enum.join(' or ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === 'array') return `a list, each ${wordsOf(schema.items ?? {})}`;
  if (schema.additionalProperties) return `a map, each value ${wordsOf(schema.additionalProperties)}`;
  if (schema.properties) return `a map of ${Object.keys(schema.properties).join(', ')}`;
  return (
    {
      string: 'a text',
      integer: 'a whole number',
      number: 'a number',
      boolean: 'true or false',
      null: 'nothing',
    }[schema.type ?? ''] ?? 'a value'
  );
}

function defaultOf({ default: value }: JsonSchema): string {
  return value === undefined
    ? ''
    : `; by default ${typeof value === 'object' ? JSON.stringify(value) : value}`;
}
