import { z } from 'zod';
import { scenarioSchema } from './schema.ts';
import type { Registries } from './vocabulary.ts';

/** The JSON Schema of a scenario file, for editors: made of the registries, as what the author may write. */
export function scenarioJsonSchema({ steps, systems }: Registries): object {
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
