import { UserError } from '../errors.ts';
import type { SetPatch } from '../scenario/index.ts';

/** A change that may help against something unsafe: settings of the brokers, or how topics are made and written. */
export interface Candidate {
  /** As the user would write it: `log.flush.interval.messages=1`, `acks=all`. */
  readonly change: string;
  /** What `--set` would do. */
  readonly set: readonly SetPatch[];
  readonly acks?: number;
  readonly replicas?: number;
}

/** What the configuration is today, as far as it decides which change is one. */
export interface Today {
  readonly settings: Readonly<Record<string, string>>;
  /** Settings of the topic itself, which hold over those of the brokers. */
  readonly topic: Readonly<Record<string, string>>;
  readonly acks: number;
  readonly replicas: number;
}

/**
 * Changes worth a measurement, the ones that cost least first. Each is tried against every threat that is unsafe today;
 * none is advised that was not run.
 */
export function candidatesFor({ settings, topic, acks, replicas }: Today): readonly Candidate[] {
  const found: Candidate[] = [];
  if (acks !== -1) found.push({ change: 'acks=all', set: [], acks: -1 });
  const now = (key: keyof typeof topicKeys) => topic[topicKeys[key]] ?? settings[key];
  const change = (key: keyof typeof topicKeys, value: string) =>
    topicKeys[key] in topic ? topicSetting(topicKeys[key], value) : brokerSetting(key, value);
  if (now('unclean.leader.election.enable') === 'true')
    found.push(change('unclean.leader.election.enable', 'false'));
  if (replicas < 3) found.push({ change: 'replication factor 3', set: [], replicas: 3 });
  if (now('log.flush.interval.messages') !== '1') found.push(change('log.flush.interval.messages', '1'));
  if (replicas > 2 && Number(now('min.insync.replicas') ?? '1') < 2)
    found.push(change('min.insync.replicas', '2'));
  return found;
}

/** A topic's name of a broker's setting (org.apache.kafka.storage.internals.log.LogConfig). */
const topicKeys = {
  'unclean.leader.election.enable': 'unclean.leader.election.enable',
  'log.flush.interval.messages': 'flush.messages',
  'min.insync.replicas': 'min.insync.replicas',
} as const;

/** Several changes as one: what no single one did, they may do together. */
export function together(candidates: readonly Candidate[]): Candidate {
  const all: Candidate = Object.assign({}, ...candidates);
  return {
    ...all,
    change: candidates.map(({ change }) => change).join(' and '),
    set: candidates.flatMap(({ set }) => set),
  };
}

/** A change that the user asks about: `KEY=VALUE` of the brokers, or `acks=…`. */
export function askedChange(text: string): Candidate {
  if (!text.includes('=')) {
    const hint = 'Give a setting of your brokers, or acks: `--what-if min.insync.replicas=2`.';
    throw new UserError(`--what-if ${text}: expected KEY=VALUE`, { hint });
  }
  const acks = /^acks=(all|-1|1)$/.exec(text)?.[1];
  if (acks !== undefined) return { change: text, set: [], acks: acks === '1' ? 1 : -1 };
  return { change: text, set: [{ assignment: `cluster.config.${text}`, from: `--what-if ${text}` }] };
}

function brokerSetting(key: string, value: string): Candidate {
  return { change: `${key}=${value}`, set: [`cluster.config.${key}=${value}`] };
}

function topicSetting(key: string, value: string): Candidate {
  return { change: `the topic's ${key}=${value}`, set: [`topic.config.${key}=${value}`] };
}
