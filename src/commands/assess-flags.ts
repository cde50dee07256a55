import { existsSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { z } from 'zod';
import { readYaml } from '../scenario/index.ts';

/** The flags of `assess`, as commander gives them. */
export interface AssessFlags {
  readonly runtime: string;
  readonly kafka?: string;
  readonly kafkaHome?: string;
  readonly set: readonly string[];
  readonly allowUnknown?: boolean;
  readonly topicConfig: readonly string[];
  readonly replicationFactor?: number;
  readonly acks?: string;
  readonly threats: readonly string[];
  readonly allow: readonly string[];
  readonly whatIf: readonly string[];
  readonly advice: boolean;
  readonly jobs?: number;
  readonly out: string;
  readonly ca?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The file that keeps a project's set-up and its decisions, beside its configuration. */
export const assessFileName = 'fsync-lab.assess.yaml';

const words = z.array(z.string()).default([]);

const fileSchema = z.strictObject({
  files: z.array(z.string()).min(1).describe('the configuration files'),
  kafka: z.string().optional().describe('a pinned version of Kafka, in quotes'),
  acks: z.enum(['all', '1']).or(z.literal(1)).optional(),
  'replication-factor': z.int().min(1).max(9).optional(),
  'topic-config': words.describe('KEY=VALUE'),
  threats: words.describe('names of threats; all when left out'),
  allow: words.describe('threats that may be unsafe'),
});

/** The files and flags of an assessment: those of the command line, filled up with the project's own file. */
export function withAssessFile(
  files: readonly string[],
  flags: AssessFlags,
  file = assessFileName,
): { readonly files: readonly string[]; readonly flags: AssessFlags } {
  if (!existsSync(file)) return { files, flags };
  const kept = readYaml(file, fileSchema);
  return {
    files: files.length > 0 ? files : kept.files,
    flags: {
      ...(kept.kafka === undefined ? {} : { kafka: kept.kafka }),
      ...(kept.acks === undefined ? {} : { acks: String(kept.acks) }),
      ...(kept['replication-factor'] === undefined ? {} : { replicationFactor: kept['replication-factor'] }),
      ...flags,
      topicConfig: [...kept['topic-config'], ...flags.topicConfig],
      threats: flags.threats.length > 0 ? flags.threats : kept.threats,
      allow: [...kept.allow, ...flags.allow],
    },
  };
}

// A cluster of three brokers with its metadata store, and the tool beside it.
const bytesPerRun = 2.5 * 1024 ** 3;
const jobsMax = 4;

/** How many runs this machine has room for at once; waits make up most of a run, so cores can be shared. */
export function jobsThatFit(): number {
  return Math.max(1, Math.min(jobsMax, availableParallelism(), Math.floor(freemem() / bytesPerRun)));
}

/** What to say of more runs at once than there is room for: they starve each other, and a wait may run out. */
export function crowdedNotice(jobs: number, room = jobsThatFit()): readonly string[] {
  if (jobs <= Math.max(1, room)) return [];
  return [
    `  ${jobs} runs at once, and this machine has room for ${room}: a wait that runs out is inconclusive`,
  ];
}
