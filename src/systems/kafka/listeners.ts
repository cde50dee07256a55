import type { Endpoint } from '../../machines/machine.ts';
import type { NodePlace } from '../system.ts';

type Entries = Readonly<Record<string, string>>;

/** Nothing is encrypted: an experiment's cluster lives for seconds, on addresses of its own. */
export const securityMap: Entries = {
  'listener.security.protocol.map': 'CLIENTS:PLAINTEXT,PEERS:PLAINTEXT,CONTROLLER:PLAINTEXT',
};

/** Two listeners, so that clients on this host and the other brokers each have an address that they can reach. */
export function brokerListeners(name: string, place: NodePlace): Entries {
  const clients = place.address(name, 'clients');
  const peers = place.address(name, 'peers');
  return {
    listeners: `${url('CLIENTS', clients.bind)},${url('PEERS', peers.bind)}`,
    'advertised.listeners': `${url('CLIENTS', clients.fromHost)},${url('PEERS', peers.fromPeers)}`,
  };
}

/** The listener for KRaft's own traffic: from the other controllers and from the brokers. */
export function controllerListener(name: string, place: NodePlace): Entries {
  return { listeners: url('CONTROLLER', place.address(name, 'controller').bind) };
}

/** A node that is both has all three; the controller's is never advertised there, the voters tell its address. */
export function combinedListeners(name: string, place: NodePlace): Entries {
  const broker = brokerListeners(name, place);
  return { ...broker, listeners: `${broker.listeners},${controllerListener(name, place).listeners}` };
}

function url(listener: string, { host, port }: Endpoint): string {
  return `${listener}://${host}:${port}`;
}
