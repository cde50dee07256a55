/** What a broker complains of when it does not start, and what was run and brought it up again. */
const remedies: readonly (readonly [complaint: RegExp, remedy: string])[] = [
  [
    /leader-epoch-checkpoint/,
    'remove that file: the broker starts without it (measured: checkpoint-zeroed, variant removed)',
  ],
  [
    /bootstrap\.checkpoint|FeatureLevelRecord for metadata\.version/,
    'give it an empty disk and format that: it fetches all from the others (measured: disk-replaced)',
  ],
];

/** Only what a scenario of the library shows is said to help. */
export function remedyFor(trouble: string): string | undefined {
  return remedies.find(([complaint]) => complaint.test(trouble))?.[1];
}
