import { type EDNVal, toEDNString, toKeyword } from 'edn-data';
import type { EventOf, HistoryEvent, OpAction } from '../history/event.ts';
import { shownValue } from '../history/foreign-op.ts';
import { eachEvent } from '../history/reader.ts';
import { type FaultStep, type Half, halvesOf } from './edn/pairs.ts';

/** The history's name in Jepsen's shape in a run's folder. */
export const ednFileName = 'history.edn';

/**
 * The operations as Jepsen writes them, a map a line: an `:invoke` and its completion (`:ok`, `:fail`, `:info`), `:value`
 * as in its Kafka workload (`[:send partition [offset value]]`, `[:poll {partition [[offset value] …]}]`), faults as those
 * of the nemesis, times in ns. What Jepsen has no place for (brokers' logs, leaders) is left out.
 */
export function* ednLines(events: Iterable<HistoryEvent>): Generator<string> {
  let index = 0;
  for (const half of halvesOf(events)) yield lineOf(half, index++);
}

/** Those of a stored history, all in memory at once: they have to be put in the order of time. */
export async function ednOfFile(history: string): Promise<readonly string[]> {
  const events: HistoryEvent[] = [];
  await eachEvent(history, (event) => {
    if (event.type === 'op' || event.type === 'step') events.push(event);
  });
  return [...ednLines(events)];
}

function lineOf(half: Half, index: number): string {
  const { process, time, of } = half;
  const told = of.type === 'op' ? opMembers(of, half) : faultMembers(of, half);
  const members: readonly (readonly [string, EDNVal | undefined])[] = [
    ['process', process === 'nemesis' ? toKeyword(process) : process],
    ...told,
    ['time', Math.round(time * 1e6)],
    ['index', index],
  ];
  const known = members.flatMap(([name, value]): [EDNVal, EDNVal][] =>
    value === undefined ? [] : [[toKeyword(name), value]],
  );
  return harmless(toEDNString({ map: known }));
}

// Beyond strings all is ASCII. These may stand in one, but they would act where the file is shown.
function harmless(line: string): string {
  return line.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

type Members = readonly (readonly [string, EDNVal | undefined])[];

const types = { ok: 'ok', fail: 'fail', unknown: 'info' } as const;

function opMembers(op: EventOf<'op'>, { isInvoke }: Half): Members {
  const type = op.f === 'crash' ? 'info' : types[op.status];
  const value =
    op.f === 'assign' || op.f === 'subscribe' ? [...(op.partitions ?? [])] : valuesOf(op, isInvoke);
  const shared: Members = [
    ['type', toKeyword(isInvoke ? 'invoke' : type)],
    ['f', toKeyword(op.f)],
    ['value', op.f === 'crash' ? null : value],
    ['final', op.final ? true : undefined],
  ];
  if (isInvoke) return shared;
  const keys = op.rebalanced && { map: [[toKeyword('keys'), [...op.rebalanced]] as [EDNVal, EDNVal]] };
  return [...shared, ['error', op.error], ['rebalance-log', keys && [keys]]];
}

function valuesOf({ f, status, actions }: EventOf<'op'>, isInvoke: boolean): EDNVal {
  const isEmptyPoll = f === 'poll' && actions.length === 0;
  const all: readonly OpAction[] = isEmptyPoll ? [{ poll: {} }] : actions;
  return all.map((action) => microOp(action, { isInvoke, isFailed: status === 'fail' }));
}

function microOp(
  action: OpAction,
  { isInvoke, isFailed }: { readonly isInvoke: boolean; readonly isFailed: boolean },
): EDNVal {
  if ('send' in action) {
    const { to, value, offset } = action.send;
    const sent = ednValue(value);
    return [toKeyword('send'), to, isInvoke || isFailed ? sent : [offset ?? null, sent]];
  }
  if (isInvoke) return [toKeyword('poll')];
  const polled = Object.entries(action.poll).map(([partition, records]): [EDNVal, EDNVal] => [
    partition,
    records.map(([offset, value]) => [offset < 0 ? null : offset, ednValue(value)]),
  ]);
  return [toKeyword('poll'), { map: polled }];
}

/** Another tool's value may be any JSON: the number 1 and the text "1" stay two values. */
function ednValue(value: string): EDNVal {
  const shown = shownValue(value);
  return shown === value ? value : ednOfJson(JSON.parse(shown));
}

function ednOfJson(json: unknown): EDNVal {
  if (Array.isArray(json)) return json.map(ednOfJson);
  if (typeof json !== 'object' || json === null) return json as EDNVal;
  return { map: Object.entries(json).map(([key, each]) => [key, ednOfJson(each)]) };
}

// A stored history may name a step as it likes; a keyword has few characters.
const keyword = /^[a-z][a-z0-9-]*$/;

function faultMembers({ began, ended }: FaultStep, { isInvoke }: Half): Members {
  return [
    ['type', toKeyword('info')],
    ['f', toKeyword(keyword.test(began.name) ? began.name : 'fault')],
    ['value', isInvoke ? began.text : (ended?.result ?? began.text)],
    ['error', isInvoke ? undefined : ended?.reason],
  ];
}
