import { UserError } from '../errors.ts';
import type { Power, PowerName, RuntimeKind } from '../machines/machine.ts';
import type { Plan } from '../plan.ts';
import type { System } from '../systems/system.ts';

export interface ChosenRuntime {
  readonly kind: RuntimeKind;
  /** Why this one, for the first lines and the report. */
  readonly reason: string;
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
  const refusals: string[] = [];
  for (const kind of candidates) {
    const missing = missingPowers(await kind.powers(), needs);
    if (missing.length === 0) return { kind, reason: refusals.join('; ') || reasonFor(plan.runtime) };
    refusals.push(...missing.map(({ why }) => why));
    if (kind === candidates.at(-1)) throw await refused(plan, candidates, needs);
  }
  throw unknownRuntime(plan.runtime, kinds);
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

async function refused(
  plan: Plan,
  kinds: readonly RuntimeKind[],
  needs: readonly PowerName[],
): Promise<UserError> {
  const missing = new Set<string>();
  const lines: string[] = [];
  for (const kind of kinds) {
    for (const power of missingPowers(await kind.powers(), needs)) {
      missing.add(power.name);
      lines.push(`  ${kind.name}  ${power.why}${power.help === undefined ? '' : `; ${power.help}`}`);
    }
  }
  return new UserError(
    `${plan.name} needs ${[...missing].join(', ')}, which this machine lacks:\n${lines.join('\n')}`,
  );
}
