import { z } from 'zod';
import { Inconclusive } from '../../errors.ts';
import { expected } from '../../lib/schemas.ts';
import { defineStep } from '../step.ts';

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
  async run(name, { loads, prove }) {
    const [client] = loads.get(name)?.clients?.() ?? [];
    if (!client)
      throw new Inconclusive(`kill-client ${name}: none of its clients is a process that runs now`);
    const exit = await client.kill();
    const happened = exit.signal === 'SIGKILL';
    const ended = exit.signal ?? `exit code ${exit.code}`;
    prove('kill-client', {
      node: client.name,
      happened,
      proof: { ...exit },
      ...(happened ? {} : { why: `its process ended by itself, ${ended}` }),
    });
    return `${client.name}, process ${exit.pid}, SIGKILL`;
  },
});
