import type { EventOf } from '../history/event.ts';
import { nodesText } from '../lib/words.ts';
import type { RunEvents } from './run-events.ts';

/** Who led a partition at a time, and with which ISR. */
export interface Led {
  readonly leader: string;
  readonly epoch: number | null;
  readonly isr: readonly string[];
}

/** The latest state before that time; undefined when the partition had no leader then, or nobody looked. */
export function ledBy(events: RunEvents, partition: string, time: number): Led | undefined {
  const state = events.states.findLast((seen) => seen.partition === partition && seen.time <= time);
  if (!state?.leader) return undefined;
  const { leader, isr } = state;
  const line = events.brokerLogs.findLast((seen) => isLeading(seen, partition) && seen.time <= time);
  return { leader, isr, epoch: state.epoch ?? (line?.node === leader ? (line.epoch ?? null) : null) };
}

/** Elections after that time: as the brokers told them, else as the partition's state showed them. */
export function elections(
  events: RunEvents,
  partition: string,
  time: number,
): { time: number; text: string }[] {
  const told = firstOfEachEpoch(events, partition).filter((line) => line.time > time);
  if (told.length > 0) {
    return told.map((line) => ({
      time: line.time,
      text: `${electedText(line.node, line.epoch ?? null, line.offset ?? null)}${outsiderText(events, line)}`,
    }));
  }
  return changesOfLeader(events, partition)
    .filter((state) => state.time > time)
    .map((state) => ({ time: state.time, text: electedText(state.leader ?? '', state.epoch, state.end) }));
}

/** Who leads without having been in the ISR was elected uncleanly; the state is that of the last look before. */
function outsiderText({ states, plan }: RunEvents, { node, partition, time }: EventOf<'broker-log'>): string {
  // Where a majority votes nobody has to be in sync before; who is behind the others is not elected.
  if (plan?.needsMajority) return '';
  const before = states.findLast((state) => state.partition === partition && state.time < time);
  if (!before || before.isr.length === 0 || before.isr.includes(node)) return '';
  return `; the ISR seen before was ${nodesText(before.isr)}, without it: an unclean election`;
}

/** A broker that comes back is first told its old leadership again, in the old epoch: that was no election. */
function firstOfEachEpoch({ brokerLogs }: RunEvents, partition: string): EventOf<'broker-log'>[] {
  const epochs = new Set<number>();
  return brokerLogs.filter((line) => {
    const epoch = isLeading(line, partition) ? (line.epoch ?? null) : null;
    if (epoch === null || epochs.has(epoch)) return false;
    epochs.add(epoch);
    return true;
  });
}

function changesOfLeader({ states }: RunEvents, partition: string): EventOf<'state'>[] {
  let last: EventOf<'state'> | undefined;
  return states.filter((state) => {
    if (state.partition !== partition) return false;
    const isNew = last !== undefined && (state.leader !== last.leader || state.epoch !== last.epoch);
    last = state;
    return isNew && state.leader !== null;
  });
}

function electedText(leader: string, epoch: number | null, end: number | null): string {
  const details = [
    ...(epoch === null ? [] : [`epoch ${epoch}`]),
    ...(end === null ? [] : [`log end offset ${end}`]),
  ];
  return [`${leader} elected leader`, ...details].join(', ');
}

const isLeading = ({ kind, partition }: EventOf<'broker-log'>, wanted: string) =>
  kind === 'leading' && partition === wanted;
