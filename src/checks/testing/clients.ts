import fc from 'fast-check';
import type { EventOf, OpAction, OpStatus } from '../../history/event.ts';

type Op = EventOf<'op'>;
type Deed = {
  readonly client: number;
  readonly what: 'send' | 'poll' | 'txn' | 'assign' | 'crash';
  readonly partition: string;
  readonly status: OpStatus;
  /** Of an unknown outcome: it took effect. */
  readonly lands: boolean;
  readonly records: number;
};

const partitions = ['x-0', 'y-0', 'constructor'];
const deeds = fc.array(
  fc.record<Deed>({
    client: fc.nat(2),
    what: fc.constantFrom('send', 'send', 'poll', 'poll', 'txn', 'assign', 'crash'),
    partition: fc.constantFrom(...partitions),
    status: fc.constantFrom('ok', 'ok', 'ok', 'unknown', 'fail'),
    lands: fc.boolean(),
    records: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 1, maxLength: 40 },
);

/** Histories of clients of a correct log: they keep their places, assign, crash, commit and abort; then the final read. */
export const clientHistories = deeds.map(playClients);

interface Client {
  process: number;
  readonly places: Map<string, number>;
}

function playClients(deeds: readonly Deed[]): Op[] {
  const logs = new Map(partitions.map((name) => [name, [] as [offset: number, value: string][]]));
  const clients: Client[] = [0, 1, 2].map((process) => ({ process, places: new Map() }));
  const ops: Op[] = [];
  let values = 0;
  const add = (op: Pick<Op, 'process' | 'f' | 'status'> & Partial<Op>) => {
    const start = ops.length * 10;
    ops.push({ type: 'op', start, end: start + 5, actions: [], ...op });
  };
  const logOf = (name: string) => logs.get(name) as [number, string][];
  const send = ({ partition, status, lands, records }: Deed): OpAction[] =>
    Array.from({ length: records }, () => {
      const value = `v${values++}`;
      const log = logOf(partition);
      // A hole now and then, as the marker of a transaction leaves it.
      const offset = (log.at(-1)?.[0] ?? -1) + 1 + (values % 5 === 0 ? 1 : 0);
      if (status === 'ok' || (status === 'unknown' && lands)) log.push([offset, value]);
      return { send: { to: partition, key: null, value, ...(status === 'ok' ? { offset } : {}) } };
    });
  const poll = ({ places }: Client, { partition, status, records }: Deed): OpAction[] => {
    const from = places.get(partition) ?? 0;
    const read = logOf(partition).slice(from, from + records);
    if (status === 'ok') places.set(partition, from + read.length);
    return [{ poll: { [partition]: read } }];
  };
  for (const deed of deeds) {
    const client = clients[deed.client] as Client;
    const { process } = client;
    const { status, what: f } = deed;
    if (f === 'send') add({ process, f, status, actions: send(deed) });
    if (f === 'poll') add({ process, f, status, actions: poll(client, deed) });
    if (f === 'txn') {
      const read = poll(client, deed);
      const other = partitions[(partitions.indexOf(deed.partition) + 1) % partitions.length] as string;
      add({ process, f, status, actions: [...read, ...send({ ...deed, partition: other })] });
    }
    if (f === 'assign') {
      add({ process, f, status, partitions: [deed.partition] });
      if (status !== 'fail')
        for (const name of partitions) if (name !== deed.partition) client.places.delete(name);
    }
    if (f === 'crash') add({ process, f, status: 'unknown' });
    // Whoever does not know how it ended is replaced; its place in the log is that of nobody.
    if (f === 'crash' || status === 'unknown') client.process += 3;
    if (f === 'crash' || status === 'unknown') client.places.clear();
  }
  for (const [name, log] of logs) {
    const actions = [{ poll: { [name]: log } }];
    const atEnd = { [name]: (log.at(-1)?.[0] ?? -1) + 1 };
    add({ process: 99, f: 'poll', status: 'ok', actions, final: true, atEnd });
  }
  return ops;
}
