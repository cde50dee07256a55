/** What a system calls what every replicated log has. */
export interface SystemWords {
  /** Before the replicas that have caught up with their leader: `ISR`. */
  readonly inSync: string;
  /** Of a replica that is one of them: `in the ISR`. */
  readonly caughtUp: string;
  /** What numbers the leaders: `epoch`. */
  readonly term: string;
  /** A record's place in its log: `offset`. */
  readonly position: string;
}

/** Of the system that histories were recorded of before they said. */
const firstWords: SystemWords = { inSync: 'ISR', caughtUp: 'in the ISR', term: 'epoch', position: 'offset' };

/** The words of the plan's system. */
export function wordsOf(plan: { readonly words?: SystemWords | undefined } | null | undefined): SystemWords {
  return plan?.words ?? firstWords;
}
