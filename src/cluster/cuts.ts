/** The tool's own place in the network of a run, as scenarios and reports name it. */
export const clients = 'clients';

/** One way between two places, nodes by their names or `clients`: packets go from one to the other. */
export interface Way {
  readonly from: string;
  readonly to: string;
}

/** The ways that are cut now, so that nobody asks a node that cannot hear or takes its view for the cluster's. */
export class Cuts {
  readonly #cuts = new Set<readonly Way[]>();

  add(ways: readonly Way[]): void {
    this.#cuts.add(ways);
  }

  /** By identity: another cut may hold some of the same ways. */
  delete(ways: readonly Way[]): void {
    this.#cuts.delete(ways);
  }

  isCut({ from, to }: Way): boolean {
    return this.#all().some((way) => way.from === from && way.to === to);
  }

  /** Whether questions get there and answers come back. */
  canAsk(node: string): boolean {
    return !this.isCut({ from: clients, to: node }) && !this.isCut({ from: node, to: clients });
  }

  /** Whether it is cut off from anybody: what it tells may be old. */
  isApart(node: string): boolean {
    return this.#all().some(({ from, to }) => from === node || to === node);
  }

  #all(): readonly Way[] {
    return [...this.#cuts].flat();
  }
}
