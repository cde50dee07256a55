import { UserError } from '../errors.ts';
import { table } from '../lib/table.ts';
import type { Plan, PlannedStep } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import type { ClosingLine } from '../reports/text.ts';
import { registries } from '../scenario/index.ts';

const label = 'control';

/**
 * The same plan without what it does to data: a truncation is left out, a loss of power becomes a kill, an fsync tells
 * the truth. Kills and stops stay, or the later steps would make no sense. It must lose nothing.
 */
export function controlOf(plan: Plan): Plan {
  const steps = plan.steps.flatMap(inControl);
  if (steps.length === plan.steps.length && steps.every((step, index) => step === plan.steps[index])) {
    throw new UserError(`${plan.name} does nothing to the data of a node, so it is its own control`, {
      hint: 'run it without --control',
    });
  }
  return {
    ...plan,
    variant: plan.variant === null ? label : `${plan.variant}-${label}`,
    steps,
    expect: { loss: 'none', lost: null, anomalies: null, down: plan.expect.down, unavailable: null },
    patches: [...plan.patches, '--control'],
  };
}

function inControl(planned: PlannedStep): PlannedStep[] {
  const step = stepNamed(planned.name);
  if (!step?.control) return [planned];
  const instead = step.control(planned.args);
  if (instead === null) return [];
  const text = stepNamed(instead.name)?.describe(instead.args) ?? instead.name;
  return [text === step.describe(planned.args) ? planned : { ...instead, text }];
}

function stepNamed(name: string) {
  return registries.steps.find((step) => step.name === name);
}

/** Each run beside its control, for the end of the output. */
export function sideBySide(results: readonly RunResult[]): readonly ClosingLine[] {
  const rows = results.map(({ judged: { view, accounting, verdict } }) => [
    view.plan?.variant ? `${view.plan.name} ${view.plan.variant}` : (view.plan?.name ?? '?'),
    String(accounting.acked),
    accounting.lost === null ? 'not known' : String(accounting.lost),
    verdict.replaceAll('-', ' '),
  ]);
  const columns = [
    { title: 'side by side' },
    { title: 'acknowledged', align: 'right' as const },
    { title: 'lost', align: 'right' as const },
    { title: 'verdict' },
  ];
  return ['', ...table(columns, rows).map((line) => `  ${line}`)].map((text) => ({ text, tone: 'plain' }));
}
