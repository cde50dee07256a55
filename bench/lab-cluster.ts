import type { Cluster } from '../src/cluster/cluster.ts';
import { openCluster } from '../src/cluster/open-cluster.ts';
import type { Plan } from '../src/plan.ts';
import { beginRun } from '../src/run/begin.ts';
import { bringUp } from '../src/run/bring-up.ts';
import { tempFolder } from './temp-folder.ts';

/** Gives work a cluster of the lab that is up, in this process, and removes it afterwards. */
export async function withCluster<T>(
  plan: Plan,
  work: (cluster: Cluster, folder: string) => Promise<T>,
): Promise<T> {
  await using out = await tempFolder();
  const stop = new AbortController();
  const onInterrupt = () => stop.abort(new Error('interrupted'));
  process.once('SIGINT', onInterrupt);
  const { signal } = stop;
  try {
    await using begun = await beginRun(plan, { signal, out: out.path });
    await using cluster = await openCluster({ plan, ...begun, now: () => 0, record: () => undefined });
    await bringUp(cluster, { signal, onSeen: () => undefined });
    return await work(cluster, begun.folder);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}
