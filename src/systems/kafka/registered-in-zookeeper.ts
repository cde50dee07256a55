import type { Address } from '../../machines/machine.ts';
import type { Registered } from '../system.ts';
import { fourLetterWord } from '../zookeeper/four-letter-word.ts';
import { firstLine, isServed } from '../zookeeper/node.ts';
import { brokerName } from './layout.ts';

/** Which brokers hold an ephemeral node below /brokers/ids now, read from ZooKeeper's session table. */
export async function registeredInZookeeper(address: Address): Promise<Registered> {
  const dump = await fourLetterWord(address.fromHost, 'dump');
  if (!isServed(dump)) return { notServing: `ZooKeeper: ${firstLine(dump)}` };
  return { nodes: brokersIn(dump) };
}

/** Names of the brokers in the answer to `dump`, in id order. */
export function brokersIn(dump: string): readonly string[] {
  const ids = [...dump.matchAll(/^\s*\/brokers\/ids\/(\d+)\s*$/gm)].map((match) => Number(match[1]));
  return [...new Set(ids)].sort((a, b) => a - b).map(brokerName);
}
