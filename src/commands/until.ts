import { UserError } from '../errors.ts';
import { didYouMean } from '../lib/suggest.ts';
import { type Plan, planName } from '../plan.ts';

/** The index of the step that `--until` means, by its number or its name; several of one name have to be told apart. */
export function untilIndex(plan: Plan, text: string): number {
  const names = plan.steps.map(({ name }) => name);
  if (/^\d+$/.test(text) && Number(text) < names.length) return Number(text);
  const [index, ...others] = names.flatMap((name, at) => (name === text ? [at] : []));
  if (index !== undefined && others.length === 0) return index;
  const problem =
    index === undefined
      ? `${planName(plan)} has no step ${text}${didYouMean(text, names)}`
      : `${planName(plan)} has ${others.length + 1} steps ${text}; give the number of one`;
  const steps = plan.steps.map((step, at) => `  ${String(at).padStart(2)}  ${step.text}`);
  throw new UserError(`--until ${text}: ${problem}`, { hint: ['Its steps:', ...steps].join('\n') });
}
