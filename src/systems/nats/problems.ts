import type { ClusterProblem } from '../system.ts';
import { natsRaft } from './programs.ts';
import type { NatsCluster } from './schema.ts';
import { writtenSettings } from './settings.ts';

/** Who a server is, and where: a run's own. */
const owned: readonly RegExp[] = [
  /^(server_name|listen|host|port|addr|net|http|http_port|https|https_port|monitor_port)$/,
  /^(pid_?file|log_?file|logfile|ports_file_dir|system_account|accounts|authorization|tls)$/,
  /^jetstream\.(store_dir|storedir|domain)$/,
  /^cluster\.(name|listen|host|port|addr|net|routes|advertise|no_advertise|authorization|tls)$/,
];

/** What the schema cannot say of a NATS cluster, each at its place below `cluster:`. */
export function natsProblems(cluster: NatsCluster): readonly ClusterProblem[] {
  return [...natsRaft.problems(cluster), ...settingProblems(cluster)];
}

function settingProblems(cluster: NatsCluster): readonly ClusterProblem[] {
  return writtenSettings(cluster).flatMap(({ place, path }) => {
    const key = path.join('.');
    if (!owned.some((pattern) => pattern.test(key))) return [];
    return [{ path: ['config', ...place], message: `'${key}' is set by fsync-lab for each server` }];
  });
}
