import type { EventOf, OpAction } from '../../history/event.ts';
import { type Facts, startFacts } from '../../history/facts.ts';

type Op = EventOf<'op'>;

/**
 * Histories as docs/anomalies.md writes them: `P0 send ok a@0 y:b; P1 poll ok a@0 final atEnd=1`. Operations run one
 * after another; those that `overlapping` joins run at the same time. Partition x-0 unless `y:` stands before.
 * A record's key is its value, unless the key is written: `a=k1@0`; `a=@0` has none. `-t=k1@2` is a tombstone.
 */
export function opsOf(text: string): Op[] {
  return text
    .split(';')
    .flatMap((moment, i) =>
      moment.split('overlapping').map((words) => opOf(words.match(wordPattern) ?? [], i * 10)),
    );
}

const wordPattern = /(?:\w+=)?\[[^\]]*\]|[^\s,]+/g;

/** The facts of a history in that notation. */
export function factsOf(text: string): Facts {
  const fold = startFacts();
  for (const op of opsOf(text)) fold.on(op);
  return fold.end();
}

function opOf([process, f, status, ...words]: string[], start: number): Op {
  const op = {
    type: 'op',
    process: Number(process?.slice(1)),
    f: f as Op['f'],
    status: status as Op['status'],
    start,
    end: start + 5,
  } as const;
  const actions: OpAction[] = [];
  const more: Pick<Op, 'final' | 'atEnd' | 'partitions' | 'rebalanced'> = {};
  let verb = f;
  for (const word of words) {
    if (word === 'send' || word === 'poll') verb = word;
    else if (word === 'final') more.final = true;
    else if (word.startsWith('atEnd=')) more.atEnd = { ...more.atEnd, ...endOf(word.slice(6)) };
    else if (word.startsWith('[')) more.partitions = listOf(word);
    else if (word.startsWith('rebalanced=')) more.rebalanced = listOf(word.slice(11));
    else if (verb === 'poll') addPoll(actions, recordOf(word));
    else actions.push(sendOf(recordOf(word)));
  }
  return { ...op, actions, ...more };
}

const listOf = (word: string) => word.slice(1, -1).split(',');

function endOf(word: string): Record<string, number> {
  const { partition, value } = recordOf(word);
  return { [partition]: Number(value) };
}

interface Written {
  readonly partition: string;
  readonly value: string;
  readonly key: string | null;
  readonly offset: number | undefined;
}

function recordOf(word: string): Written {
  const match = /^(?:(\w+):)?([^@=]+)(?:=([^@]*))?(?:@(\d+))?$/.exec(word);
  if (!match?.[2]) throw new Error(`'${word}' is no record`);
  const [, topic = 'x', value, key = value, at] = match;
  const offset = at === undefined ? undefined : Number(at);
  return { partition: `${topic}-0`, value, key: key === '' ? null : key, offset };
}

function sendOf({ partition, key, value, offset }: Written): OpAction {
  const tombstone = value.startsWith('-') ? { tombstone: true } : {};
  return { send: { to: partition, key, value, ...(offset === undefined ? {} : { offset }), ...tombstone } };
}

function addPoll(actions: OpAction[], { partition, value, offset = -1 }: Written): void {
  const last = actions.at(-1);
  const poll = last && 'poll' in last ? last.poll : {};
  if (!last || !('poll' in last)) actions.push({ poll });
  poll[partition] = [...(poll[partition] ?? []), [offset, value]];
}
