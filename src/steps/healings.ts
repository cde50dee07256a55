/** How a fault or a load is undone, told by whoever began it: nobody else knows how. */
export interface Healing {
  /** In words, for the live line: `resume broker-1`. */
  readonly text: string;
  /** The nodes that are healed; left out by what hurts none, as a load. */
  readonly nodes?: readonly string[];
  /** False once something else has undone it: a paused node that was killed is paused no more. */
  isDue(): boolean;
  /** Without it the node could come up: where the plan expects it to stay down, it is left as it is. */
  readonly bringsBack?: true;
  work(): Promise<string>;
}

/** What is to be undone at the end of a run at the latest; the step `heal` does it before. */
export class Healings {
  readonly #registered: Healing[] = [];

  /** Before the fault itself, so that one that gets stuck half way is undone, too. */
  add(healing: Healing): void {
    this.#registered.push(healing);
  }

  /** In reverse order of their registration. Each is asked in its turn, as the one before it may have done its work. */
  *due(isMeant: (healing: Healing) => boolean): Generator<Healing> {
    for (const healing of this.#registered.toReversed()) {
      if (isMeant(healing) && healing.isDue()) yield healing;
    }
  }
}
