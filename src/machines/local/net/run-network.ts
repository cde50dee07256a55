import type { NetworkPlace } from '../../machine.ts';
import { hostLink, ip, namespaceName } from './namespaces.ts';
import { claimSubnet, hostAddress, nodeAddress, type Subnet } from './subnet.ts';

/** A node's own network namespace, and where it stands. */
export interface NodeNetwork extends NetworkPlace {
  readonly namespace: string;
}

/**
 * The network of a run whose nodes can be cut off: a switch in a namespace of its own, and a namespace a node plugged
 * into it. A bridge in the host's own namespace would be filtered by whatever the host filters (Docker drops all that
 * it forwards); here nothing of the host's rules applies, and none of them has to be changed.
 */
export class RunNetwork {
  readonly #runId: string;
  #subnet: Promise<Subnet> | undefined;
  #nodes = 0;

  constructor(runId: string) {
    this.#runId = runId;
  }

  /** A namespace for one more node; the first one brings the switch. */
  async join(name: string): Promise<NodeNetwork> {
    const index = this.#nodes;
    this.#nodes += 1;
    this.#subnet ??= this.#openSwitch();
    const subnet = await this.#subnet;
    const namespace = namespaceName(this.#runId, name);
    const address = nodeAddress(subnet, index);
    const port = `port${index}`;
    await ip([`netns add ${namespace}`]);
    await ip([`link add ${port} type veth peer name eth0 netns ${namespace}`], this.#switchName());
    await ip([`link set ${port} master switch0 up`], this.#switchName());
    await ip(['link set lo up', `addr add ${address}/24 dev eth0`, 'link set eth0 up'], namespace);
    return { namespace, address, clients: hostAddress(subnet) };
  }

  #switchName(): string {
    return namespaceName(this.#runId, 'switch');
  }

  async #openSwitch(): Promise<Subnet> {
    const subnet = await claimSubnet(this.#runId);
    const link = hostLink(this.#runId);
    const namespace = this.#switchName();
    await ip([
      `netns add ${namespace}`,
      `link add ${link} type veth peer name host0 netns ${namespace}`,
      `addr add ${hostAddress(subnet)}/24 dev ${link}`,
      `link set ${link} up`,
    ]);
    await ip(
      ['link add name switch0 type bridge', 'link set host0 master switch0 up', 'link set switch0 up'],
      namespace,
    );
    return subnet;
  }
}
