import type { Software } from '../../machines/machine.ts';
import type { GoProgram } from '../go/build.ts';
import { goSoftware, homeProgram, pinnedGoVersions } from '../go/program.ts';
import type { EtcdCluster } from './schema.ts';

/** The pinned versions, oldest first. */
export const etcdVersions: readonly string[] = pinnedGoVersions('etcd');

/** The program of a pinned version. */
export function etcdProgram(version: string): GoProgram {
  return { system: 'etcd', version, binary: 'etcd', target: '.' };
}

/** The user's own program, or a pinned one. */
export function etcdSoftware({ etcd, home }: EtcdCluster): Software {
  return home === undefined ? goSoftware(etcdProgram(etcd ?? '')) : homeProgram('etcd', 'etcd', home);
}
