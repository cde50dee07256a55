const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `500ms`, `30s`, `2m`, `1h`, `8d` in milliseconds; undefined when it is none of these. */
export function parseDurationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * units[match[2] as keyof typeof units];
}

/** Seconds with one decimal, as every line of a run shows them: `4.1 s`. */
export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Seconds with two decimals, where one line's place among others matters: `4.12 s`. */
export function formatHundredths(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** As a scenario would write it, in the largest unit that needs no fraction: `8d`. */
export function writtenDuration(ms: number): string {
  const [unit, size] = Object.entries(units).findLast(([, size]) => ms % size === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
