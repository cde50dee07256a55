import { messageOf } from '../errors.ts';
import { type Look, waitUntil } from '../lib/wait-until.ts';
import type { Client } from '../systems/system.ts';
import type { StepContext, Wait } from './step.ts';

/** Looks until it is there. */
export type Looks = () => Promise<Look<string>>;

/** A wait that looks again and again; how, is found out once, when it begins. */
export function definePolledWait<Args>({
  looks,
  ...wait
}: Omit<Wait<Args>, 'run'> & {
  readonly looks: (args: Args, context: StepContext) => Looks | Promise<Looks>;
}): Wait<Args> {
  return {
    ...wait,
    async run(args, context, budgetMs) {
      const look = await looks(args, context);
      return waitUntil<string>({ ...context, what: wait.describe(args), budgetMs, look });
    },
  };
}

/** What a fresh client is told, or in words why nobody tells it. */
export async function askOrWhy<T>(
  { cluster, signal }: StepContext,
  ask: (client: Client) => Promise<T>,
): Promise<T | string> {
  try {
    await using client = await cluster.client(signal);
    return await ask(client);
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
}
