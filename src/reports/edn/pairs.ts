import type { EventOf, HistoryEvent } from '../../history/event.ts';

/** Something that begins and, as far as is known, ends: an operation of a client, or a fault. */
interface Deed {
  readonly process: number | 'nemesis';
  readonly start: number;
  /** Infinity when no event tells its end. */
  readonly end: number;
  /** Its outcome stays open: the process cannot go on after it. */
  readonly isOpen: boolean;
  readonly of: EventOf<'op'> | FaultStep;
}

/** A step that hurts, from its beginning to its end. */
export interface FaultStep {
  readonly type: 'fault-step';
  readonly began: EventOf<'step'>;
  readonly ended: EventOf<'step'> | null;
}

/** The beginning or the end of a deed, under the number of the process that Jepsen would give it. */
export interface Half {
  readonly process: number | 'nemesis';
  readonly isInvoke: boolean;
  readonly time: number;
  readonly of: Deed['of'];
}

/**
 * Every beginning and every end in the order of time. A process has one operation at a time and none after an open one: what
 * would break that goes on under a new number. At one instant ends come first, for a process goes on when it is told.
 */
export function* halvesOf(events: Iterable<HistoryEvent>): Generator<Half> {
  const deeds = deedsOf(events);
  const begins = [...deeds].sort((a, b) => a.start - b.start);
  const ends = deeds.filter(({ end }) => end < Number.POSITIVE_INFINITY).sort((a, b) => a.end - b.end);
  const numbers = startNumbers(deeds);
  let begun = 0;
  for (const deed of ends) {
    for (let next = begins[begun]; next && mustBegin(next, deed, numbers); next = begins[begun]) {
      begun += 1;
      yield { process: numbers.begin(next), isInvoke: true, time: next.start, of: next.of };
    }
    yield { process: numbers.end(deed), isInvoke: false, time: deed.end, of: deed.of };
  }
  for (const deed of begins.slice(begun))
    yield { process: numbers.begin(deed), isInvoke: true, time: deed.start, of: deed.of };
}

/** Before this end: it began earlier, or it is what ends here. */
function mustBegin(next: Deed, ending: Deed, numbers: Numbers): boolean {
  return next.start < ending.end || !numbers.isUnderWay(ending);
}

function deedsOf(events: Iterable<HistoryEvent>): readonly Deed[] {
  const deeds: Deed[] = [];
  const began = new Map<number | null, EventOf<'step'>>();
  const addFault = (first: EventOf<'step'>, ended: EventOf<'step'> | null) => {
    const of: FaultStep = { type: 'fault-step', began: first, ended };
    const end = ended?.time ?? Number.POSITIVE_INFINITY;
    deeds.push({ process: 'nemesis', start: first.time, end, isOpen: false, of });
  };
  for (const event of events) {
    if (event.type === 'op') deeds.push(deedOf(event));
    if (event.type !== 'step' || event.kind !== 'fault') continue;
    const first = began.get(event.index);
    if (event.event === 'began') began.set(event.index, event);
    else if (first && began.delete(event.index)) addFault(first, event);
  }
  for (const first of began.values()) addFault(first, null);
  return deeds;
}

function deedOf(op: EventOf<'op'>): Deed {
  const isOpen = op.status === 'unknown' || op.f === 'crash';
  // Another tool's clock may have gone back.
  return { process: op.process, start: op.start, end: Math.max(op.start, op.end), isOpen, of: op };
}

type Numbers = ReturnType<typeof startNumbers>;

/** Which number a process goes by: its own as long as it can be, else the next one that nobody has. */
function startNumbers(deeds: readonly Deed[]) {
  let highest = deeds.reduce(
    (most, { process }) => (process === 'nemesis' ? most : Math.max(most, process)),
    -1,
  );
  const current = new Map<Deed['process'], Deed['process']>();
  const taken = new Set<Deed['process']>();
  const underWay = new Map<Deed, Deed['process']>();
  return {
    isUnderWay: (deed: Deed) => underWay.has(deed),
    begin(deed: Deed): Deed['process'] {
      const number = current.get(deed.process) ?? deed.process;
      const own = taken.has(number) && number !== 'nemesis' ? ++highest : number;
      current.set(deed.process, own);
      taken.add(own);
      underWay.set(deed, own);
      return own;
    },
    end(deed: Deed): Deed['process'] {
      const number = underWay.get(deed) ?? deed.process;
      underWay.delete(deed);
      if (!deed.isOpen) taken.delete(number);
      return number;
    },
  };
}
