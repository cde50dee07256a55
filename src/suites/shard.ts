import { UserError } from '../errors.ts';

/** One of several machines that share a suite: which, from 0, of how many. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * `2/3`, or what Kubernetes tells a pod of an Indexed Job: JOB_COMPLETION_INDEX, from 0, and JOB_COMPLETIONS. Null when
 * there is neither.
 */
export function shardOf(text: string | undefined, env: NodeJS.ProcessEnv): Shard | null {
  const { JOB_COMPLETION_INDEX: index, JOB_COMPLETIONS: count } = env;
  if (text !== undefined) return parsed(text, '--shard');
  if (index === undefined || count === undefined) return null;
  return parsed(`${Number(index) + 1}/${count}`, 'JOB_COMPLETION_INDEX and JOB_COMPLETIONS');
}

function parsed(text: string, source: string): Shard {
  const [, at, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(at) - 1, count: Number(count) };
  if (at !== undefined && shard.index >= 0 && shard.index < shard.count) return shard;
  throw new UserError(`${source}: expected I/N with I from 1 to N, such as 2/3, got ${text}`);
}

/** The share of a machine: every so-manieth, so that what is slow side by side in a suite is spread. */
export function shareOf<T>(all: readonly T[], shard: Shard | null): readonly T[] {
  return shard === null ? all : all.filter((_, at) => at % shard.count === shard.index);
}
