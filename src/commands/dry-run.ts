import { expectationText } from '../judge/expectation.ts';
import { formatSeconds } from '../lib/duration.ts';
import { printable } from '../lib/printable.ts';
import { pairs } from '../lib/table.ts';
import type { Plan } from '../plan.ts';
import { stepNamed } from '../steps/index.ts';
import { systems } from '../systems/index.ts';

/** The resolved plan in words: what would be started, done and expected. */
export function describePlan(
  plan: Plan,
  { verbose = false }: { readonly verbose?: boolean } = {},
): readonly string[] {
  const system = systems.find(({ name }) => name === plan.system);
  const versions = Object.entries(system?.versions(plan) ?? {}).map(
    ([what, version]) => `${what} ${version}`,
  );
  return [
    `${plan.name}${plan.variant === null ? '' : ` ${plan.variant}`}  ${plan.title}`,
    ...(plan.source === null ? [] : [`source   ${plan.source}`]),
    `cluster  ${[...versions, plan.nodes.map(({ name }) => name).join(', ')].join(' · ')}`,
    ...sessionLines(plan),
    ...settingLines(plan),
    ...(verbose ? leftOutLines(plan) : []),
    ...plan.topics.map(topicLine),
    `runtime  ${plan.runtime}`,
    'steps',
    ...plan.steps.map((planned, index) => `  ${String(index).padStart(2)}  ${stepText(planned)}`),
    `expect   ${expectationText(plan.expect)}`,
    ...plan.patches.map((patch) => `patch    ${patch}`),
    ...plan.warnings.map((warning) => `warning  ${warning}`),
    '',
  ];
}

function sessionLines({ cluster: { session } }: Plan): readonly string[] {
  return typeof session === 'number' ? [`session  ${formatSeconds(session)}`] : [];
}

/** Each setting with where it comes from, below each other. */
function settingLines({ settings = [] }: Plan): readonly string[] {
  return pairs(
    settings.map(({ of, key, value, origin }) => [
      `config   ${of === null ? '' : `${of}: `}${key}=${printable(value)}`,
      origin,
    ]),
  );
}

/** What of the user's own files is left out, one by one: the folded line tells only how many. */
export function leftOutLines({ leftOut = [] }: Plan): readonly string[] {
  return pairs(leftOut.map(({ key, place, group }) => [`left out ${key}`, `${place}  ${group}`]));
}

function topicLine(topic: Plan['topics'][number]): string {
  const assigned = topic.assignment.map((brokers, number) => `${number} on ${brokers.join(', ')}`).join('; ');
  return `topic    ${topic.name}: partition ${assigned}`;
}

function stepText({ name, args }: Plan['steps'][number]): string {
  return stepNamed(name)?.describe(args) ?? name;
}
