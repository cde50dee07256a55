import { z } from 'zod';
import { Inconclusive } from '../../errors.ts';
import { expected } from '../../lib/schemas.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { defineStep, type LoadClient, type StepContext } from '../step.ts';

const error = { error: expected('the name of a workload in the background') };

/** A client that dies says goodbye to nobody: its group finds out by the session, its transaction ends by time-out. */
export const killClient = defineStep({
  name: 'kill-client',
  kind: 'fault',
  summary: 'SIGKILL one client of a background `transact` or `consume`, in the middle of what it does',
  schema: z.string(error).min(1, error),
  example: 'kill-client: payments',
  rules(name, walk) {
    if (!walk.loads.has(name) && !walk.maybeLoads.has(name))
      walk.problem(`no workload called '${name}' runs in the background at this point`);
  },
  describe: (name) => `kill a client of ${name}`,
  async run(name, context) {
    const client = await livingClient(name, context);
    const exit = await client.kill();
    const happened = exit.signal === 'SIGKILL';
    const ended = exit.signal ?? `exit code ${exit.code}`;
    context.prove('kill-client', {
      node: client.name,
      happened,
      proof: { ...exit },
      ...(happened ? {} : { why: `its process ended by itself, ${ended}` }),
    });
    return `${client.name}, process ${exit.pid}, SIGKILL`;
  },
});

const budgetMs = 30_000;

// A producer whose transaction failed is replaced by a new process, which takes seconds on a busy machine: records may be in
// the log, so that a wait for them is over, and nobody is there to kill for a moment.
function livingClient(name: string, context: StepContext): Promise<LoadClient> {
  const load = context.loads.get(name);
  if (!load) throw new Inconclusive(`kill-client ${name}: no such workload runs in the background`);
  return waitUntil<LoadClient>({
    ...context,
    what: `kill-client ${name}: wait for a client of it that is a process`,
    budgetMs,
    look: async () => {
      const [client] = load.clients?.() ?? [];
      return client ? { done: client } : { seen: 'none of its clients is a process that runs now' };
    },
  });
}
