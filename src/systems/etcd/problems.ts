import type { ClusterProblem } from '../system.ts';
import { ownedFlags } from './member.ts';
import { etcdRaft } from './programs.ts';
import type { EtcdCluster } from './schema.ts';

/** What the schema cannot say of an etcd cluster, each at its place below `cluster:`. */
export function etcdProblems(cluster: EtcdCluster): readonly ClusterProblem[] {
  return [...etcdRaft.problems(cluster), ...flagProblems(cluster)];
}

function flagProblems({ flags }: EtcdCluster): readonly ClusterProblem[] {
  return Object.keys(flags).flatMap((flag) => {
    if (flag.startsWith('-'))
      return [
        { path: ['flags', flag], message: `'${flag}': without the dashes: ${flag.replace(/^-+/, '')}` },
      ];
    return ownedFlags.has(flag)
      ? [{ path: ['flags', flag], message: `'${flag}' is set by fsync-lab for each member` }]
      : [];
  });
}
