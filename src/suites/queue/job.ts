import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { packageVersion } from '../../lib/package-version.ts';
import type { Plan } from '../../plan.ts';
import { isOneName, libraryScenarios, planFromAfar } from '../../scenario/index.ts';
import { cellDigest } from '../matrix-store.ts';

// As much as is read of a scenario's file.
const textMax = 256 * 1024;
const text = z.string().max(20_000);
const name = z.string().max(200).refine(isOneName, { error: 'expected a name without a path' });

/** A cell as it is handed out: the scenario with all patches, from which the worker makes its own plan, and words about it. */
const jobSchema = z.strictObject({
  version: z.literal(1),
  tool: text,
  scenario: z.string().max(textMax),
  labels: z.record(z.string().max(500), text),
  digest: z.string().regex(/^[0-9a-f]{16}$/),
  runtime: z.enum(['auto', 'local', 'docker']),
  // What no plan can be made from, as the worker lacks the files; none of it is executed.
  name,
  variant: name.nullable(),
  file: text.nullable(),
  patches: z.array(text).max(1000),
  settings: z.array(z.strictObject({ of: text.nullable(), key: text, value: text, origin: text })).max(5000),
  leftOut: z.array(z.strictObject({ key: text, place: text, group: text })).max(5000),
  warnings: z.array(text).max(1000),
});

export type QueueJob = Readonly<z.output<typeof jobSchema>>;

/** Of another version of the tool: its worker may know what it is about. */
export class OtherVersion extends UserError {}

/** A cell to be handed out; `scenario` is its text with all that is laid over it. */
export function jobOf(
  plan: Plan,
  cell: { readonly labels: Readonly<Record<string, string>>; readonly scenario: string },
): QueueJob {
  const { name, variant, file, patches, settings = [], leftOut = [], warnings, runtime } = plan;
  return {
    version: 1,
    tool: packageVersion(),
    ...cell,
    digest: cellDigest(plan, cell.labels),
    runtime: runtime as QueueJob['runtime'],
    name,
    variant,
    file,
    patches: [...patches],
    settings: settings.map((setting) => ({ ...setting })),
    leftOut: leftOut.map((setting) => ({ ...setting })),
    warnings: [...warnings],
  };
}

/**
 * The plan of a cell that came from elsewhere, made here from its scenario with every check that a file of one's own
 * goes through. Throws a UserError when anything of it is not as it must be; nothing of the job is executed then.
 */
export function planOfJob(data: unknown): Plan {
  requireOwnVersion(data);
  const checked = jobSchema.safeParse(data);
  if (!checked.success) throw new UserError(`this is no job of fsync-lab: ${firstIssue(checked.error)}`);
  const job = checked.data;
  const { name, variant, patches, settings, leftOut, warnings } = job;
  const made = planFromAfar(job.scenario, { name, runtime: job.runtime });
  const file = libraryScenarios().some((one) => one.name === job.file) ? job.file : null;
  const plan = { ...made, name, variant, file, patches, settings, leftOut, warnings };
  if (cellDigest(plan, job.labels) === job.digest) return plan;
  throw new UserError('the plan that this fsync-lab makes of the job is another one than was meant', {
    hint: 'Install the same fsync-lab on both sides.',
  });
}

function requireOwnVersion(data: unknown): void {
  const tool: unknown = Reflect.get(Object(data), 'tool');
  if (typeof tool !== 'string' || tool === packageVersion()) return;
  throw new OtherVersion(
    `it is of fsync-lab ${tool.slice(0, 20)}, and this one is ${packageVersion()}: install the same version`,
  );
}

function firstIssue({ issues: [first] }: z.ZodError): string {
  return first === undefined ? 'it is empty' : `${first.path.join('.') || 'it'}: ${first.message}`;
}
