import { UserError } from '../errors.ts';
import { controlPatch, isControl, type Plan, type PlannedStep } from '../plan.ts';
import { stepNamed } from '../scenario/index.ts';

const label = 'control';

/** A plan by its scenario and variant, and whether it is the control of that. */
export interface Side {
  readonly name: string;
  readonly isControl: boolean;
}

/** Which of the two sides a plan is: a control has the name of what it is the control of. */
export function sideOf(plan: Plan): Side {
  const { name, variant } = plan;
  const own = isControl(plan) ? (variant ?? '').replace(/-?control$/, '') : variant;
  return { name: own ? `${name} ${own}` : name, isControl: isControl(plan) };
}

/** Each plan and then its control. One that is its own control runs alone, as long as another one has one. */
export function withControls(plans: readonly Plan[]): readonly Plan[] {
  const harmful = plans.filter(isHarmful);
  if (plans.length > 0 && harmful.length === 0) throw isItsOwnControl(plans);
  return plans.flatMap((plan) => (isHarmful(plan) ? [plan, controlOf(plan)] : [plan]));
}

/**
 * The same plan without what it does to data: a truncation is left out, a loss of power becomes a kill, an fsync tells
 * the truth. Kills and stops stay, or the later steps would make no sense. It must lose nothing.
 */
export function controlOf(plan: Plan): Plan {
  if (!isHarmful(plan)) throw isItsOwnControl([plan]);
  return {
    ...plan,
    title: `The same ${changesOf(plan).join(', ')}`,
    about: `The control of: ${plan.title}`,
    variant: plan.variant === null ? label : `${plan.variant}-${label}`,
    steps: stepsOfControl(plan.steps),
    expect: { loss: 'none', lost: null, anomalies: null, down: plan.expect.down, unavailable: null },
    patches: [...plan.patches, controlPatch],
  };
}

/** What a left-out cut would have brought about is not waited for; whether records flow is. */
function stepsOfControl(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  let isCutLeftOut = false;
  return steps.flatMap((step) => {
    const kept = inControl(step);
    if (step.name === 'heal') isCutLeftOut = false;
    if (kept.length === 0 && stepNamed(step.name)?.isAwaited) isCutLeftOut = true;
    return isCutLeftOut && isStateWait(step) ? [] : kept;
  });
}

const stateWaits: ReadonlySet<unknown> = new Set(['isr', 'leader', 'registered', 'unregistered']);

function isStateWait({ name, args }: PlannedStep): boolean {
  return (
    name === 'wait' &&
    typeof args === 'object' &&
    args !== null &&
    'wait' in args &&
    stateWaits.has(args.wait)
  );
}

function isHarmful({ steps }: Plan): boolean {
  return steps.some((step) => inControl(step)[0] !== step);
}

function isItsOwnControl(plans: readonly Plan[]): UserError {
  const names = plans.map(({ name, variant }) => (variant === null ? name : `${name} ${variant}`));
  const text = names.map((name) => `${name} does nothing to the data of a node, so it is its own control`);
  return new UserError(text.join('\n'), {
    hint: `run ${names.length === 1 ? 'it' : 'them'} without --control`,
  });
}

/** `without truncate last-leader by 10 B`, `with kill victim for power loss of victim` */
function changesOf({ steps }: Plan): readonly string[] {
  return steps.flatMap((step) => {
    const [instead] = inControl(step);
    if (instead === step) return [];
    return [instead ? `with ${wordsOf(instead)} for ${wordsOf(step)}` : `without ${wordsOf(step)}`];
  });
}

function inControl(planned: PlannedStep): PlannedStep[] {
  const step = stepNamed(planned.name);
  if (!step?.control) return [planned];
  const instead = step.control(planned.args);
  if (instead === null) return [];
  const text = wordsOf(instead);
  return [text === wordsOf(planned) ? planned : { ...instead, text }];
}

/** As the output tells the step, however it was written. */
function wordsOf({ name, args }: Pick<PlannedStep, 'name' | 'args'>): string {
  return stepNamed(name)?.describe(args) ?? name;
}
