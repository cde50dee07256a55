import { networkInterfaces } from 'node:os';
import { claim } from '../addresses.ts';

const hostPart = 1;
/** Above what the host and a switch may take. */
const firstNodePart = 11;

/** A /24 of 198.18.0.0/15, which is set aside for tests of networks (RFC 2544) and routed nowhere: `198.18.7`. */
export type Subnet = string;

/** One that no other run and no interface of this host uses, locked until the run's addresses are released. */
export async function claimSubnet(runId: string): Promise<Subnet> {
  const network = await claim(runId, 'network of 198.18.0.0/15', () => `${unusedSubnet()}.0`);
  return network.slice(0, -'.0'.length);
}

/** Of so many at least one is free of this host's own interfaces. */
function unusedSubnet(): Subnet {
  for (;;) {
    const subnet = randomSubnet();
    if (!isInUse(subnet)) return subnet;
  }
}

/** This host's own address in it, from where the clients come. */
export function hostAddress(subnet: Subnet): string {
  return `${subnet}.${hostPart}`;
}

/** The address of the nth node, from 0. */
export function nodeAddress(subnet: Subnet, index: number): string {
  return `${subnet}.${firstNodePart + index}`;
}

function randomSubnet(): Subnet {
  const part = (choices: number) => Math.floor(Math.random() * choices);
  return `198.${18 + part(2)}.${part(256)}`;
}

function isInUse(subnet: Subnet): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.some(({ address }) => address.startsWith(`${subnet}.`));
}
