import { type Engine, ownLabel, runLabel } from './client.ts';
import { dockerFailure } from './failures.ts';

/** One network a run: its nodes find each other by name, and no container of somebody else can reach them. */
export async function createRunNetwork(engine: Engine, runId: string): Promise<string> {
  const name = `fsync-lab-${runId}`;
  try {
    await engine.createNetwork({
      Name: name,
      Driver: 'bridge',
      Labels: { [ownLabel]: 'run', [runLabel]: runId },
    });
    return name;
  } catch (error) {
    throw dockerFailure(`cannot make the network of run ${runId}`, error);
  }
}
