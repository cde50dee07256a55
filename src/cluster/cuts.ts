/** The tool's own place in the network of a run, as scenarios and reports name it. */
export const clients = 'clients';

/** One way between two places, nodes by their names or `clients`: packets go from one to the other. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** What one step cuts. */
export interface CutWays {
  readonly ways: readonly Way[];
  /** The nodes that it names as cut off. */
  readonly nodes: readonly string[];
}

/** The ways that are cut now, so that nobody asks a node that cannot hear or takes its view for the cluster's. */
export class Cuts {
  readonly #cuts = new Set<CutWays>();
  #mayDiffer = false;

  add(cut: CutWays): void {
    this.#cuts.add(cut);
    this.#mayDiffer = true;
  }

  /** By identity: another cut may hold some of the same ways. */
  delete(cut: CutWays): void {
    this.#cuts.delete(cut);
  }

  /** Whether nodes may tell of the same thing differently: since the first cut, as what is healed takes time to hear. */
  get mayDiffer(): boolean {
    return this.#mayDiffer;
  }

  isCut({ from, to }: Way): boolean {
    return [...this.#cuts].some(({ ways }) => ways.some((way) => way.from === from && way.to === to));
  }

  /** Whether questions get there and answers come back. */
  canAsk(node: string): boolean {
    return !this.isCut({ from: clients, to: node }) && !this.isCut({ from: node, to: clients });
  }

  /** Whether it was cut off from anybody: what it tells may be old. */
  isNamed(node: string): boolean {
    return [...this.#cuts].some(({ nodes }) => nodes.includes(node));
  }
}
