import { UserError } from '../errors.ts';
import type { Power, PowerName, RuntimeKind } from '../machines/machine.ts';
import type { Plan } from '../plan.ts';
import type { System } from '../systems/system.ts';

export interface ChosenRuntime {
  readonly kind: RuntimeKind;
  /** Why this one, for the first lines and the report. */
  readonly reason: string;
  /** What the runtimes before it would need, a sentence each, for when this one will not do either. */
  readonly others: readonly string[];
}

export interface RuntimeNeeds {
  readonly plan: Plan;
  readonly system: System;
  readonly kinds: readonly RuntimeKind[];
  readonly needs: readonly PowerName[];
}

/** `auto`: the first runtime that has every power the plan needs. A named one has them all or the run is refused. */
export async function chooseRuntime({ plan, kinds, needs }: RuntimeNeeds): Promise<ChosenRuntime> {
  const candidates = plan.runtime === 'auto' ? kinds : kinds.filter(({ name }) => name === plan.runtime);
  if (candidates.length === 0) throw unknownRuntime(plan.runtime, kinds);
  const lacks: Lack[] = [];
  for (const kind of candidates) {
    const missing = missingPowers(await kind.powers(), needs);
    if (missing.length === 0)
      return {
        kind,
        reason: whyOf(lacks) || reasonFor(plan.runtime),
        others: [...new Set(lacks.map(lackText))],
      };
    lacks.push(...missing.map((power) => ({ kind, power })));
  }
  throw refused(plan, lacks);
}

interface Lack {
  readonly kind: RuntimeKind;
  readonly power: Power;
}

function lackText({ kind, power: { why, help } }: Lack): string {
  return `${kind.name}: ${why}${help === undefined ? '' : `; ${help}`}`;
}

/** Why the runtimes before the chosen one would not do; one reason may stand behind several powers. */
function whyOf(lacks: readonly Lack[]): string {
  return [...new Set(lacks.map(({ power }) => power.why))].join('; ');
}

function reasonFor(asked: string): string {
  return asked === 'auto' ? 'the first that can run this' : `--runtime ${asked}`;
}

function missingPowers(powers: readonly Power[], needs: readonly PowerName[]): readonly Power[] {
  return needs.flatMap((need) => {
    const power = powers.find(({ name }) => name === need);
    if (!power) return [{ name: need, there: false, why: `${need} is not something it can do` }];
    return power.there ? [] : [power];
  });
}

function unknownRuntime(name: string, kinds: readonly RuntimeKind[]): UserError {
  return new UserError(
    `there is no runtime '${name}'; there are auto, ${kinds.map((kind) => kind.name).join(', ')}`,
  );
}

function refused({ name, runtime }: Plan, lacks: readonly Lack[]): UserError {
  const powers = new Set(lacks.map(({ power }) => power.name));
  const width = Math.max(...lacks.map(({ kind }) => kind.name.length));
  const lines = lacks.map(({ kind, power: { why, help } }) => {
    return `  ${kind.name.padEnd(width)}  ${why}${help === undefined ? '' : `; ${help}`}`;
  });
  const who = runtime === 'auto' ? 'this machine lacks' : `${runtime} lacks here`;
  return new UserError(
    `${name} needs ${[...powers].join(', ')}, which ${who}:\n${[...new Set(lines)].join('\n')}`,
    { hint: 'Nothing was started.' },
  );
}
