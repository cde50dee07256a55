/** `{2,3}` for broker-2 and broker-3, as sets of replicas are written; whole names where a number would be ambiguous. */
export function nodesText(names: readonly string[]): string {
  const parts = names.map((name) => /^(.*?)-?(\d+)$/.exec(name));
  const isNumbered = parts.every((match) => match !== null && match[1] === parts[0]?.[1]);
  if (!isNumbered) return `{${names.join(',')}}`;
  const numbers = parts.map((match) => Number(match?.[2])).sort((a, b) => a - b);
  return `{${numbers.join(',')}}`;
}
