import { HarnessError } from '../errors.ts';
import type { Endpoint, NetworkPlace } from '../machines/machine.ts';
import { reachFrom, reachFromHost } from '../machines/network/reach.ts';
import { type Cluster, clients, type Node, type Way } from './cluster.ts';

const openBudgetMs = 3000;
/** Retransmissions of the first packet come after 1 and 3 s: a way that is open answers within milliseconds. */
const silentBudgetMs = 1000;
/** Nobody listens there (RFC 863): only the packets on their way are asked for. */
const discardPort = 9;

type Nodes = Pick<Cluster, 'node'>;

/** Whether packets go there and back: a way that is open on its own cannot be told from one that is cut the other way. */
export async function isOpen(way: Way, cluster: Nodes, budgetMs = openBudgetMs): Promise<boolean> {
  const { from, to } = way;
  if (from === clients || to === clients) {
    return (await fromClients(cluster.node(from === clients ? to : from), budgetMs)) === 'answered';
  }
  return (await reachFrom(cluster.node(from).machine, peerOf(cluster.node(to)), budgetMs)) === 'answered';
}

/** Sends a packet along the way, for its rule to count; whether anything came back. */
export async function knock({ from, to }: Way, cluster: Nodes): Promise<boolean> {
  if (from === clients) return (await fromClients(cluster.node(to), silentBudgetMs)) === 'answered';
  const node = cluster.node(from);
  const goal = to === clients ? { host: placeOf(node).clients, port: discardPort } : peerOf(cluster.node(to));
  return (await reachFrom(node.machine, goal, silentBudgetMs)) === 'answered';
}

/** Where a node stands in the network of its run. */
export function placeOf({ name, machine }: Node): NetworkPlace {
  const place = machine.networkPlace?.();
  if (!place) throw new HarnessError(`${name} was made without a network that can be cut`);
  return place;
}

/** Any port does, as also its refusal is an answer. */
function peerOf(node: Node): Endpoint {
  return { host: placeOf(node).address, port: node.machine.address(portOf(node)).fromPeers.port };
}

function fromClients(node: Node, budgetMs: number) {
  return reachFromHost(node.machine.address(portOf(node)).fromHost, budgetMs);
}

function portOf({ name, spec }: Node): string {
  const [port] = spec.ports;
  if (port === undefined) throw new HarnessError(`${name} has no port`);
  return port;
}
