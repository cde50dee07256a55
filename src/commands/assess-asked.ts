import { UserError } from '../errors.ts';
import { didYouMean } from '../lib/suggest.ts';
import { type ConfigFacts, configFacts } from '../suites/assess-setup.ts';
import { pickThreats, type Threat, type TopicUse } from '../suites/threats.ts';
import { type AssessFlags, assessFileName, withAssessFile } from './assess-flags.ts';

const replicasDefault = 3;

/** What the command line and the project's file ask for. */
export interface Asked {
  readonly files: readonly string[];
  readonly flags: AssessFlags;
  readonly threats: readonly Threat[];
  readonly facts: ConfigFacts;
  readonly use: TopicUse;
}

/** All of it is looked at before anything starts. */
export function whatIsAsked(given: readonly string[], givenFlags: AssessFlags): Asked {
  const { files, flags } = withAssessFile(given, givenFlags);
  if (files.length === 0) {
    throw new UserError(`whose configuration? No file is given, and there is no ${assessFileName} here`, {
      hint: 'Give the path of one: `fsync-lab assess server.properties`.',
    });
  }
  const threats = pickThreats(flags.threats.flatMap((names) => names.split(',')));
  refuseUnknown(flags.allow, threats);
  const facts = configFacts(files, flags.topicConfig);
  const replicas = flags.replicationFactor ?? facts.replicas ?? replicasDefault;
  const acks = flags.acks === '1' ? 1 : -1;
  return { files, flags, threats, facts, use: { replicas, acks, topicConfig: flags.topicConfig } };
}

/** An acceptance of a threat that does not exist would accept nothing, and nobody would notice. */
function refuseUnknown(allowed: readonly string[], picked: readonly Threat[]): void {
  const known = [...new Set([...pickThreats([]), ...picked].map(({ name }) => name))];
  const unknown = allowed.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UserError(`--allow ${unknown}: no threat is called so${didYouMean(unknown, known)}`, {
    hint: `There are ${known.join(', ')}.`,
  });
}
