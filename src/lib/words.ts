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

/** `{2,3}` for broker-2 and broker-3, as sets of replicas are written; whole names where a number would be ambiguous. */
export function nodesText(names: readonly string[]): string {
  const parts = names.map((name) => /^(.*?)-?(\d+)$/.exec(name));
  const isNumbered = parts.every((match) => match !== null && match[1] === parts[0]?.[1]);
  if (!isNumbered) return `{${names.join(',')}}`;
  const numbers = parts.map((match) => Number(match?.[2])).sort((a, b) => a - b);
  return `{${numbers.join(',')}}`;
}
