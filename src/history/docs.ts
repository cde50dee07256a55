import { z } from 'zod';
import { eventSchema, historyVersion } from './event.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const intro = `# The history of a run

<!-- Written by src/history/write-docs.ts from the schema in src/history/event.ts: change it there. -->

\`history.jsonl\` holds one JSON object a line, in the order in which things happened (operations: in which they
completed), each written at once. It is the only thing that \`check\` and \`report\` read. The first line is \`run\`, the
last is \`end\`: without it the run is inconclusive. Times are milliseconds since the run began, monotonic. This is
version ${historyVersion}; a reader refuses a newer one. Members that are not named here are kept, and lines of another
\`type\` are skipped, so a tool may add its own.

A history without a \`run\` line, or with one that has no plan, can be checked too: it is judged by its operations alone
(docs/anomalies.md). Values of other tools may be any JSON: numbers, null, objects. They are compared by their JSON text,
and the number 1 is not the text "1". An offset may be null when it is not known, and an action may have members that
are not named here.

\`history.edn\` has the operations once more, as Jepsen writes them: a map a line, \`:invoke\` and completion, \`:value\` as in
its Kafka workload (a key is a partition's name), \`unknown\` as \`:info\`, steps that hurt as operations of \`:nemesis\`, times in
ns. A process has one operation at a time and none after \`:info\`: where a history has it otherwise, it goes on under a new
number. A history above 64 MiB gets it by \`fsync-lab report RUN --format edn\`.`;

/** What each type of line is for; the schema says what is in it. */
const purposes: Readonly<Record<string, string>> = {
  run: 'The first line: what runs, where, and by which plan.',
  op: 'A client operation. `actions` is a list of `{"send": {to, key, value, offset}}` and `{"poll": {partition: [[offset, value], …]}}`. A tombstone (a record without a value, which deletes its key) is sent with `"tombstone": true`; its `value` is a name, unique like any value, that the record carries in its header `id`, so that a poll can name it.',
  node: 'A node of the cluster changed its state.',
  step: 'A step of the plan, or a part of the standard phases, began or ended.',
  fault: 'What a fault did to a node, and how that is known.',
  state: "A partition's leader or ISR changed.",
  log: "A look at one replica's log. A running broker shows its page cache, not what is durable.",
  'unread-log':
    "A look at one replica's log that failed: it is not known what the log holds. An older fsync-lab skips the line, and finds that the replica was not read.",
  'broker-log': "A line of a node's own output that is evidence.",
  blind:
    'No node told the state of the partitions for a while, although one ran that could have: changes may be missing.',
  clock: 'The clock of this machine jumped: somebody set it, or the machine slept.',
  warning: 'Something that the user should know, such as a setting without effect.',
  end: 'The last line.',
};

/** The text of docs/history.md, made from the schema so that the two cannot differ. */
export function historyDocs(): string {
  const sections = eventSchema.options.map((option) => {
    const schema = z.toJSONSchema(option, { io: 'input' });
    const name = option.shape.type.value;
    return `## \`${name}\`\n\n${purposes[name] ?? ''}\n\n${memberTable(schema)}`;
  });
  return `${[intro, ...sections].join('\n\n')}\n`;
}

function memberTable({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties)
    .filter(([name]) => name !== 'type')
    .map(([name, schema]) => {
      const need = required.includes(name) ? 'always' : 'optional';
      const { description = '' } = typeof schema === 'object' ? schema : {};
      return `| \`${name}\` | ${typeText(schema)} | ${need} | ${description.replaceAll('|', '\\|')} |`;
    });
  return ['| member | type | there | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function typeText(schema: JsonSchema[string] | boolean): string {
  if (typeof schema !== 'object' || schema === null) return 'anything';
  const { type, enum: choices, anyOf, items, prefixItems, additionalProperties } = schema as JsonSchema;
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ');
  if (anyOf) return anyOf.map(typeText).join(' or ');
  if (Array.isArray(prefixItems)) return `[${prefixItems.map(typeText).join(', ')}]`;
  if (type === 'array')
    return `list of ${typeof items === 'object' ? typeText(items as JsonSchema) : 'anything'}`;
  if (type === 'object') return objectText(additionalProperties as JsonSchema | undefined);
  return Array.isArray(type) ? type.join(' or ') : (type ?? 'anything');
}

function objectText(values: JsonSchema | undefined): string {
  const isMap = typeof values === 'object' && Object.keys(values).length > 0;
  return isMap ? `map of name to ${typeText(values)}` : 'object';
}
