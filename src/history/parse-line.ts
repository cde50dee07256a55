import { eventSchema, type HistoryEvent, historyVersion } from './event.ts';
import { adaptForeignOp } from './foreign-op.ts';
import { asWrittenNow } from './older-lines.ts';
import { isOp } from './op-line.ts';
import { planProblem } from './stored-plan.ts';

/** A line of the history: the event, a problem in words, or a line that is none of the contract's business. */
export type ParsedLine =
  | { readonly event: HistoryEvent }
  | { readonly problem: string; readonly hint?: string }
  | { readonly skipped: true };

const knownTypes: ReadonlySet<unknown> = new Set(
  eventSchema.options.map((option) => option.shape.type.value),
);

/** Lines of other types are skipped, whatever they carry: another tool may have added its own. */
export function parseLine(json: unknown): ParsedLine {
  if (!isObject(json)) return { problem: 'expected a JSON object' };
  if (json.type === undefined) return { problem: 'the line has no `type`' };
  if (json.type === 'op') return parseOp(json);
  if (!knownTypes.has(json.type)) return { skipped: true };
  return json.type === 'run' ? parseRun(json) : parseOther(json);
}

// zod needs three times as long as JSON.parse for an op line, and drops a partition that is called `__proto__`.
function parseOp(json: Record<string, unknown>): ParsedLine {
  if (isOp(json)) return { event: json };
  adaptForeignOp(json);
  if (isOp(json)) return { event: json };
  const parsed = parseOther(json);
  return 'problem' in parsed ? parsed : { problem: 'not an operation as docs/history.md describes it' };
}

// Without a plan there is nothing to hold the history against: it is judged like one without a run line.
function parseRun(json: Record<string, unknown>): ParsedLine {
  const version = json.version;
  if (typeof version === 'number' && version > historyVersion) {
    return {
      problem: `the history has version ${version}; this fsync-lab reads versions up to ${historyVersion}`,
      hint: 'Use the fsync-lab that wrote it, or a newer one.',
    };
  }
  if (json.plan === undefined) return { skipped: true };
  const parsed = parseOther(json);
  if (!('event' in parsed)) return parsed;
  const problem = planProblem(json.plan);
  return problem === undefined ? parsed : { problem: `run line: ${problem}` };
}

function parseOther(json: Record<string, unknown>): ParsedLine {
  const parsed = eventSchema.safeParse(json);
  if (parsed.success) return { event: asWrittenNow(parsed.data) };
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  return {
    problem: `${String(json.type)} line: ${path ? `\`${path}\`: ` : ''}${issue?.message ?? 'not valid'}`,
  };
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
