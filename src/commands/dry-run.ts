import { expectationText } from '../judge/expectation.ts';
import { formatSeconds } from '../lib/duration.ts';
import type { Plan } from '../plan.ts';
import { steps } from '../steps/index.ts';
import { systems } from '../systems/index.ts';

/** The resolved plan in words: what would be started, done and expected. */
export function describePlan(plan: Plan): readonly string[] {
  const system = systems.find(({ name }) => name === plan.system);
  const versions = Object.entries(system?.versions(plan) ?? {}).map(
    ([what, version]) => `${what} ${version}`,
  );
  return [
    `${plan.name}${plan.variant === null ? '' : ` ${plan.variant}`}  ${plan.title}`,
    ...(plan.source === null ? [] : [`source   ${plan.source}`]),
    `cluster  ${[...versions, plan.nodes.map(({ name }) => name).join(', ')].join(' · ')}`,
    ...sessionLines(plan),
    ...configLines(plan),
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

function configLines({ cluster }: Plan): readonly string[] {
  const nodes = Object.entries((cluster.nodes ?? {}) as Readonly<Record<string, { config?: unknown }>>);
  const all = [
    ['', cluster.config] as const,
    ...nodes.map(([node, { config }]) => [`${node}: `, config] as const),
  ];
  return all.flatMap(([whose, config]) =>
    Object.entries(config ?? {}).map(([key, value]) => `config   ${whose}${key}=${value}`),
  );
}

function topicLine(topic: Plan['topics'][number]): string {
  const assigned = topic.assignment.map((brokers, number) => `${number} on ${brokers.join(', ')}`).join('; ');
  const config = Object.entries(topic.config).map(([key, value]) => ` ${key}=${value}`);
  return `topic    ${topic.name}: partition ${assigned}${config.join('')}`;
}

function stepText({ name, args }: Plan['steps'][number]): string {
  return steps.find((step) => step.name === name)?.describe(args) ?? name;
}
