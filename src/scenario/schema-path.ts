import { z } from 'zod';
import type { Path } from './tree.ts';

/** Where a dotted path leads along a schema, with the schema of what stands there; or why it leads nowhere. */
export type Way =
  | { readonly path: Path; readonly schema: z.ZodType | undefined }
  | { readonly problem: string };

/**
 * Walks `cluster.config.log.flush.interval.messages` along a schema. At a map of free keys with plain values the rest
 * is one key, because Kafka's own keys are full of dots. A key that no form knows is kept: the schema's check will
 * name it, with a suggestion.
 */
export function along(schema: z.ZodType, parts: readonly string[], walked: Path): Way {
  const [part, ...rest] = parts;
  if (part === undefined) return { path: walked, schema };
  const forms = formsOf(schema);
  for (const form of forms) {
    const way = into(form, part, rest, walked);
    if (way) return way;
  }
  if (forms.some((form) => form instanceof z.ZodObject || form instanceof z.ZodUnknown)) {
    return { path: [...walked, ...parts], schema: undefined };
  }
  return { problem: `'${walked.join('.')}' has no parts, so there is no '${part}' to set` };
}

/** All forms that a value may have, without what is wrapped around them: optional, default, transform, union. */
export function formsOf(schema: unknown): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(formsOf);
  if (schema instanceof z.ZodPipe) return [...formsOf(schema.in), ...formsOf(schema.out)];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return formsOf(schema.unwrap());
  }
  return schema instanceof z.ZodType ? [schema] : [];
}

function into(form: z.ZodType, part: string, rest: readonly string[], walked: Path): Way | undefined {
  if (form instanceof z.ZodObject && Object.hasOwn(form.shape, part)) {
    return along(form.shape[part], rest, [...walked, part]);
  }
  if (form instanceof z.ZodRecord) return intoRecord(form.valueType as z.ZodType, part, rest, walked);
  if (form instanceof z.ZodArray && /^\d+$/.test(part)) {
    return along(form.element as z.ZodType, rest, [...walked, Number(part)]);
  }
  return undefined;
}

function intoRecord(values: z.ZodType, part: string, rest: readonly string[], walked: Path): Way {
  const holdParts = formsOf(values).some((form) => form instanceof z.ZodObject || form instanceof z.ZodArray);
  if (holdParts) return along(values, rest, [...walked, part]);
  return { path: [...walked, [part, ...rest].join('.')], schema: values };
}
