import { allDone } from '../lib/all-done.ts';
import { type DropRule, droppedPackets, loadRules, removeRules } from '../machines/network/rules.ts';
import { type Cluster, clients, type Node, type Way } from './cluster.ts';
import { placeOf } from './try-way.ts';

/** A way that is cut, with the rule that cuts it and the node in which it stands. */
interface WayCut {
  readonly way: Way;
  readonly node: Node;
  readonly rule: DropRule;
}

/** Packet filters in the nodes that together cut ways between them; nothing is dropped before `load`. */
export class NetworkCut {
  readonly #name: string;
  readonly #cuts: readonly WayCut[];

  /** The name tells it from the other cuts of the run: letters, digits and `_`. */
  constructor(name: string, ways: readonly Way[], cluster: Pick<Cluster, 'node'>) {
    this.#name = name;
    this.#cuts = ways.map((way) => wayCut(way, cluster));
  }

  /** The ways by the node in which the rule of each stands. */
  byNode(): ReadonlyMap<Node, readonly Way[]> {
    const nodes = [...new Set(this.#cuts.map(({ node }) => node))];
    return new Map(nodes.map((node) => [node, this.#of(node).map(({ way }) => way)]));
  }

  async load(): Promise<void> {
    await this.#each((node, rules) => loadRules(node.machine, this.#name, rules));
  }

  /** How many packets were dropped on each way; an error when a filter is not there any more. */
  async dropped(): Promise<ReadonlyMap<Way, number>> {
    const counts = await this.#each((node, rules) => droppedPackets(node.machine, this.#name, rules));
    const byRule = new Map(counts.flatMap((each) => [...each]));
    return new Map(this.#cuts.map(({ way, rule }) => [way, byRule.get(rule) ?? 0]));
  }

  async remove(): Promise<void> {
    await this.#each((node) => removeRules(node.machine, this.#name));
  }

  #of(node: Node): readonly WayCut[] {
    return this.#cuts.filter((cut) => cut.node === node);
  }

  #each<T>(work: (node: Node, rules: readonly DropRule[]) => Promise<T>): Promise<readonly T[]> {
    const nodes = [...this.byNode().keys()];
    return allDone(
      nodes.map((node) =>
        work(
          node,
          this.#of(node).map(({ rule }) => rule),
        ),
      ),
    );
  }
}

/** The receiver drops; what goes to the clients is dropped by its sender, as this host's own rules are not ours. */
function wayCut(way: Way, cluster: Pick<Cluster, 'node'>): WayCut {
  const isOut = way.to === clients;
  const node = cluster.node(isOut ? way.from : way.to);
  const far = isOut ? way.to : way.from;
  const peer = far === clients ? placeOf(node).clients : placeOf(cluster.node(far)).address;
  return { way, node, rule: { direction: isOut ? 'out' : 'in', peer, name: far } };
}
