import { requirement } from '../../../testing/require.ts';
import { docker } from '../../docker.ts';
import { type TestBench, testBench } from '../../testing/bench.ts';
import { type DockerLeftover, dockerLeftovers } from '../leftovers.ts';

/** `describe` for tests that need a Docker daemon. */
export async function describeWithDocker() {
  const [power] = await docker.powers();
  return requirement('docker', power?.there === true, power?.why ?? '');
}

/** Runtimes and machines of a test file's own. */
export function dockerBench(name: string): Promise<TestBench> {
  return testBench(docker, name);
}

/** What is left of a run in Docker. */
export async function leftoversOf(runId: string): Promise<readonly DockerLeftover[]> {
  return (await dockerLeftovers()).filter((leftover) => leftover.runId === runId);
}
