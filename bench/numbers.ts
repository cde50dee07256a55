/** The middle of the values: one disturbed round does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? high) + high) / 2 : high;
}

/** `9.12 s` */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** `128 ms` */
export function milliseconds(ms: number): string {
  return `${Math.round(ms)} ms`;
}

/** `4.2 %` */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `123,456` */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
