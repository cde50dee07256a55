/** One replica's log at a cut of power: what it held, what of it was durable, and how old the last record was. */
export interface Cut {
  readonly filesystem: string;
  readonly secondsSinceAck: number;
  readonly records: readonly [before: number, after: number];
}

interface Proof {
  readonly filesystem: string;
  readonly msSinceAck: number | null;
  readonly replicas: readonly { readonly records: readonly [number, number] }[];
}

/** Every proven cut of a stored history. */
export function cutsOf(history: string): readonly Cut[] {
  return history
    .split('\n')
    .filter((line) => line.includes('"fault":"power-loss"') && line.includes('"happened":true'))
    .flatMap((line) => {
      const { proof } = JSON.parse(line) as { readonly proof: Proof };
      const secondsSinceAck = (proof.msSinceAck ?? 0) / 1000;
      return proof.replicas.map(({ records }) => ({
        filesystem: proof.filesystem,
        secondsSinceAck,
        records,
      }));
    });
}

/** Of what was acknowledged, how much a replica lost: 0 to 100. */
export function lostPercent({ records: [before, after] }: Cut): number {
  return before === 0 ? 0 : ((before - after) / before) * 100;
}
