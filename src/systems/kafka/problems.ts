import { didYouMean } from '../../lib/suggest.ts';
import type { ClusterProblem } from '../system.ts';
import { configProblems } from './config-problems.ts';
import { pinnedVersionNames, versionProblem } from './distribution/software.ts';
import { plannedNodes } from './layout.ts';
import { metadataProblems } from './metadata-problems.ts';
import type { KafkaCluster } from './schema.ts';

/** What the schema cannot say of a Kafka cluster, each at its place below `cluster:`. */
export function clusterProblems(cluster: KafkaCluster): readonly ClusterProblem[] {
  return [
    ...versionProblems(cluster),
    ...metadataProblems(cluster),
    ...configProblems(cluster),
    ...nodeProblems(cluster),
  ];
}

function versionProblems({ kafka, home }: KafkaCluster): readonly ClusterProblem[] {
  if (kafka === undefined && home === undefined) {
    return [
      {
        path: [],
        message: `'kafka' is missing: name a version (${pinnedVersionNames.join(', ')}) or 'home'`,
      },
    ];
  }
  const message = kafka === undefined || home !== undefined ? null : versionProblem(kafka);
  return message === null
    ? []
    : [{ path: ['kafka'], message: `${message}; or give 'home', an unpacked Kafka` }];
}

function nodeProblems(cluster: KafkaCluster): readonly ClusterProblem[] {
  const names = plannedNodes(cluster).map(({ name }) => name);
  return Object.keys(cluster.nodes)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: ['nodes', name],
      message: `no node is called '${name}'${didYouMean(name, names)}; there are ${names.join(', ')}`,
    }));
}
