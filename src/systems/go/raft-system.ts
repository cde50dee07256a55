import { posix } from 'node:path';
import { didYouMean } from '../../lib/suggest.ts';
import type { Machine, Software } from '../../machines/machine.ts';
import { partitionRoles } from '../roles.ts';
import type { ClusterProblem, NodeSpec, System } from '../system.ts';
import { builtVersions, examineGo } from './examine.ts';
import { goSoftware, homeProgram, pinnedGoVersions } from './program.ts';
import { goLacks, pinnedPrograms } from './versions.ts';

/** What is particular about a program that keeps one log by Raft, on nodes that are all alike. */
interface RaftProgram {
  /** Its key under `cluster:`, and the folder of its pinned sources. */
  readonly name: string;
  readonly title: string;
  readonly binary: string;
  /** What is built of the sources. */
  readonly target: string;
  /** What a node is called; `cluster:` has how many there are under its plural. */
  readonly role: string;
  /** The name of its one log, and what that calls a place in it. */
  readonly log: string;
  readonly position: string;
  readonly leader: string;
}

type Cluster = Readonly<Record<string, unknown>>;

/** All of a system that follows from that. */
export function raftSystem({ name, title, binary, target, role, log, position, leader: who }: RaftProgram) {
  const versions = pinnedGoVersions(name);
  const programOf = (version: string) => ({ system: name, version, binary, target });
  const software = ({ [name]: version, home }: Cluster): Software =>
    typeof home === 'string' ? homeProgram(name, binary, home) : goSoftware(programOf(String(version ?? '')));
  const programs = versions.map(programOf);
  const { leader, follower, followers } = partitionRoles;
  return {
    versions,
    software,
    binary,
    /** What the schema cannot say of the version. */
    problems: (cluster: Cluster) => versionProblems(cluster, { name, title, versions }),
    seam: {
      name,
      words: { inSync: 'in sync', caughtUp: 'in sync', term: 'term', position },
      roles: {
        leader: { ...leader, text: who },
        follower: { ...follower, text: 'one follower; within one pick each takes another one' },
        followers: { ...followers, text: `all ${role}s but the leader` },
        [`${role}s`]: { text: `every ${role}` },
        all: { text: 'every node' },
      },
      lacks: goLacks,
      needsMajority: true,
      warnings: () => [],
      plannedNodes: (cluster) =>
        Array.from({ length: Number(cluster[`${role}s`]) }, (_, at) => {
          return { name: `${role}-${at + 1}`, role, holdsData: true };
        }),
      ownLogs: (_cluster, nodes) => [
        {
          name: log,
          partitions: 1,
          replicas: nodes.length,
          config: {},
          assignment: [nodes.map((node) => node.name)],
          isWhole: true,
        },
      ],
      software: (plan) => [software(plan.cluster)],
      versions: ({ cluster }) => ({ [title]: String(cluster[name] ?? cluster.home) }),
      examine: () => examineGo(programs),
      pinned: async () => pinnedPrograms(versions, await builtVersions(programs)),
      pinnedSoftware: (version) => goSoftware(programOf(version)),
      outputWarnings: () => [],
    } satisfies Partial<System>,
  };
}

function versionProblems(
  cluster: Cluster,
  { name, title, versions }: Pick<RaftProgram, 'name' | 'title'> & { readonly versions: readonly string[] },
): readonly ClusterProblem[] {
  const { [name]: version, home } = cluster;
  if (home !== undefined) return [];
  const pinned = versions.join(', ');
  if (version === undefined)
    return [{ path: [], message: `'${name}' is missing: name a version (${pinned}) or 'home'` }];
  if (versions.includes(String(version))) return [];
  const guess = didYouMean(String(version), versions);
  const message = `${title} ${version} is not pinned; there are ${pinned}${guess}; or give 'home', a program of your own`;
  return [{ path: [name], message }];
}

/** Where a node keeps its data: on its own disk where it has one. */
export function dataFolder({ folder }: Pick<Machine, 'folder'>): string {
  return posix.join(folder, 'disk', 'data');
}

/** Ready once this start's output says so; until then the last line is what is seen, as it reads. */
export function readyAt(
  line: string,
  messageIn: (line: string | undefined) => string | undefined,
): NodeSpec['readiness'] {
  return async (_place, lines) =>
    lines.some((each) => each.includes(line))
      ? { ready: true }
      : { ready: false, seen: messageIn(lines.at(-1)) ?? 'no output yet' };
}
