/** `1 record`, `3 records`, `2 batches`; a plural that is made in another way is told. */
export function countText(
  count: number,
  thing: string,
  things = `${thing}${thing.endsWith('ch') ? 'es' : 's'}`,
): string {
  return `${count} ${count === 1 ? thing : things}`;
}

/** `broker-2, broker-3`. */
export function listText(names: readonly string[]): string {
  return names.join(', ');
}
