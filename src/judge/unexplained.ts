import type { EventOf } from '../history/event.ts';
import { andText } from './words.ts';

/** A replica's log as it was seen, and the acknowledged values that it did not hold. */
type Log = EventOf<'log'> & { readonly absent: ReadonlySet<string> };

interface LostCopy {
  readonly value: string;
  readonly ackedAt: number;
  /** In the ISR at the acknowledgement, or seen in their log. */
  readonly holders: ReadonlySet<string>;
}

interface Line {
  readonly time: number;
  readonly text: string;
}

/** Who had the record and has it no more, and nothing tells how it went: it was in no file ever, or nobody knows. */
export function unexplained(
  record: LostCopy,
  fate: readonly Pick<Line, 'text'>[],
  logs: readonly Log[],
): readonly Line[] {
  const { holders, value } = record;
  const last = logs.filter(
    ({ final, absent, node }) => final === true && absent.has(value) && holders.has(node),
  );
  const isTold = (node: string) => fate.some(({ text }) => text.split(/[ ,;]/).includes(node));
  const untold = [...new Set(last.map(({ node }) => node).filter((node) => !isTold(node)))];
  const looks = untold.flatMap((node) => neverSeen(node, record, logs) ?? []);
  const never = looks.map(({ node }) => node);
  const rest = untold.filter((node) => !never.includes(node));
  return [
    ...(never.length > 0 ? [{ time: latest(looks), text: `no file of ${andText(never)} had it` }] : []),
    ...(rest.length > 0 ? [{ time: latest(last), text: `how ${andText(rest)} lost it is not known` }] : []),
  ];
}

function latest(logs: readonly Log[]): number {
  return Math.max(...logs.map(({ time }) => time));
}

/** The first look at a node's files after the acknowledgement, when neither it nor a later one showed the record. */
function neverSeen(node: string, { ackedAt, value }: LostCopy, logs: readonly Log[]): Log | undefined {
  const looks = logs.filter((log) => log.node === node && log.time > ackedAt);
  const [first] = looks;
  return first?.final !== true && looks.every(({ absent }) => absent.has(value)) ? first : undefined;
}
