import { didYouMean } from '../../lib/suggest.ts';
import type { ClusterProblem } from '../system.ts';
import { ownedFlags } from './member.ts';
import { etcdVersions } from './programs.ts';
import type { EtcdCluster } from './schema.ts';

/** What the schema cannot say of an etcd cluster, each at its place below `cluster:`. */
export function etcdProblems(cluster: EtcdCluster): readonly ClusterProblem[] {
  return [...versionProblems(cluster), ...flagProblems(cluster)];
}

function versionProblems({ etcd, home }: EtcdCluster): readonly ClusterProblem[] {
  if (home !== undefined) return [];
  const pinned = etcdVersions.join(', ');
  if (etcd === undefined)
    return [{ path: [], message: `'etcd' is missing: name a version (${pinned}) or 'home'` }];
  if (etcdVersions.includes(etcd)) return [];
  const guess = didYouMean(etcd, etcdVersions);
  const message = `etcd ${etcd} is not pinned; there are ${pinned}${guess}; or give 'home', a program of your own`;
  return [{ path: ['etcd'], message }];
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
