import { allDone } from '../lib/all-done.ts';
import { type DropRule, droppedPackets, loadRules, removeRules } from '../machines/network/rules.ts';
import { type Cluster, clients, type Node, type Way } from './cluster.ts';
import { placeOf } from './try-way.ts';

/** Packet filters in nodes that together cut ways between them. */
export type NetworkCut = ReturnType<typeof networkCut>;

/** Nothing is dropped before `load`. The name tells it from the other cuts of the run: letters, digits and `_`. */
export function networkCut(name: string, ways: readonly Way[], cluster: Pick<Cluster, 'node'>) {
  const cuts = ways.map((way) => wayCut(way, cluster));
  const nodes = [...new Set(cuts.map(({ node }) => node))];
  const of = (node: Node) => cuts.filter((cut) => cut.node === node);
  const each = <T>(work: (node: Node, rules: readonly DropRule[]) => Promise<T>) => {
    const rulesOf = (node: Node) => of(node).map(({ rule }) => rule);
    return allDone(nodes.map((node) => work(node, rulesOf(node))));
  };
  return {
    /** The ways by the node in which the rule of each stands. */
    byNode: () => new Map(nodes.map((node) => [node, of(node).map(({ way }) => way)])),
    load: () => each((node, rules) => loadRules(node.machine, name, rules)),
    /** How many packets were dropped on each way; an error when a filter is not there any more. */
    async dropped(): Promise<ReadonlyMap<Way, number>> {
      const counts = await each((node, rules) => droppedPackets(node.machine, name, rules));
      const byRule = new Map(counts.flatMap((each) => [...each]));
      return new Map(cuts.map(({ way, rule }) => [way, byRule.get(rule) ?? 0]));
    },
    remove: () => each((node) => removeRules(node.machine, name)),
  };
}

/** A way that is cut, with its rule and the node in which that stands: the receiver drops; what goes to the clients is dropped by its sender, as this host's own rules are not ours. */
function wayCut(way: Way, cluster: Pick<Cluster, 'node'>) {
  const isOut = way.to === clients;
  const node = cluster.node(isOut ? way.from : way.to);
  const far = isOut ? way.to : way.from;
  const peer = far === clients ? placeOf(node).clients : placeOf(cluster.node(far)).address;
  const rule: DropRule = { direction: isOut ? 'out' : 'in', peer, name: far };
  return { way, node, rule };
}
