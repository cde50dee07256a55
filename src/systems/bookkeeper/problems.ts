import type { ClusterProblem } from '../system.ts';
import { ownedKeys } from './config.ts';
import { versionProblem } from './distribution/software.ts';
import type { BookkeeperCluster } from './schema.ts';

/** Those that keep entries in the entry logs that are read as evidence. */
const readStorages = /\.(?:Sorted|Interleaved|Db)LedgerStorage$/;

/** What the schema cannot say of a BookKeeper cluster, each at its place below `cluster:`. */
export function bookkeeperProblems(cluster: BookkeeperCluster): readonly ClusterProblem[] {
  return [...versionProblems(cluster), ...configProblems(cluster), ...quorumProblems(cluster)];
}

function versionProblems({ bookkeeper }: BookkeeperCluster): readonly ClusterProblem[] {
  const message = versionProblem(bookkeeper);
  return message === null ? [] : [{ path: ['bookkeeper'], message }];
}

function configProblems({ config }: BookkeeperCluster): readonly ClusterProblem[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const path = ['config', key];
    if (ownedKeys.has(key)) return [{ path, message: `'${key}' is set by fsync-lab for each bookie` }];
    if (key !== 'ledgerStorageClass' || readStorages.test(value)) return [];
    const there = 'there are Sorted, Interleaved and DbLedgerStorage';
    return [{ path, message: `the storage '${value}' is not read; ${there}` }];
  });
}

/** As BookKeeper's client refuses them, but before anything starts. */
function quorumProblems({ bookies, ledger }: BookkeeperCluster): readonly ClusterProblem[] {
  const { ensemble, writeQuorum, ackQuorum } = ledger;
  const problem = (key: keyof typeof ledger, message: string) => ({ path: ['ledger', key], message });
  return [
    ...(ensemble <= bookies ? [] : [problem('ensemble', `the ensemble is at most all bookies (${bookies})`)]),
    ...(writeQuorum <= ensemble
      ? []
      : [problem('writeQuorum', `the write quorum is at most the ensemble (${ensemble})`)]),
    ...(ackQuorum <= writeQuorum
      ? []
      : [problem('ackQuorum', `the ack quorum is at most the write quorum (${writeQuorum})`)]),
  ];
}
