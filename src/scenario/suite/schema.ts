import { z } from 'zod';

const patch = z
  .strictObject({
    kafka: z.string().describe('a pinned version of Kafka, in quotes').optional(),
    variant: z.string().describe('a variant of the scenario').optional(),
    config: z
      .union([z.string(), z.array(z.string())])
      .describe("your brokers' own server.properties, from the suite's folder")
      .optional(),
    set: z
      .record(z.string(), z.unknown())
      .describe('paths of the scenario and their values, as in its variants')
      .optional(),
  })
  .describe('what is laid over the scenario; nothing leaves it as it is');

const scenario = z.union([
  z.string().describe('a name of the library, or a file from the suite’s folder'),
  patch.extend({
    label: z.string().describe('as the table calls it; by default the scenario and its variant').optional(),
    scenario: z.string().describe('a name of the library, or a file from the suite’s folder'),
  }),
]);

const labels = z.union([z.string(), z.array(z.string()).min(1)]);

const when = z
  .record(z.string(), labels)
  .describe('axes with the labels that are meant, `scenario` among them; what is left out means all');

/** A suite file as its author writes it. */
export const suiteSchema = z.strictObject({
  title: z.string().describe('what the table answers'),
  about: z.string().describe('what a reader should know').optional(),
  scenarios: z.array(scenario).min(1).describe('what is run; it is the axis `scenario`'),
  axes: z
    .record(z.string(), z.record(z.string(), patch.nullable()))
    .default({})
    .describe('what varies: the labels of each axis with what they lay over the scenario'),
  rows: z.array(z.string()).describe('the axes of the rows; by default `scenario`').optional(),
  repeat: z.int().min(1).max(1000).default(1).describe('how often each cell runs'),
  exclude: z
    .array(z.strictObject({ when, why: z.string().describe('as the table says it') }))
    .default([])
    .describe('cells that make no sense'),
  expect: z
    .array(
      z.strictObject({
        when: when.default({}),
        expect: z.unknown().describe('as in a scenario; `{}` judges nothing but the evidence'),
      }),
    )
    .default([])
    .describe('what is expected of cells; the last that fits is meant, else what the scenario expects'),
});

export type WrittenSuite = z.output<typeof suiteSchema>;
export type Patch = z.output<typeof patch>;
export type When = z.output<typeof when>;
