import { formatHundredths } from '../../lib/duration.ts';
import { shortened } from './section.ts';

const itemsMax = 8;

/** What a proof or a finding holds, in words: `bytes 750 → 740; removed offset 9 (1/9)`. Any shape can be told. */
export function detailText(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .flatMap(([key, value]) => told(key, value))
    .join('; ');
}

function told(key: string, value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (isOperation(value)) return [`${words(key)} at ${formatHundredths(value.end)}`];
  if (key === 'removed' && Array.isArray(value)) return [`removed ${listed(value.map(recordText))}`];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (isChange(value)) return [`${words(key)} ${value[0]} → ${value[1]}`];
    return [`${words(key)} ${listed(value.map(valueText))}`];
  }
  if (typeof value === 'object') return [`${words(key)}: ${inner(value)}`];
  return [`${words(key)} ${valueText(value)}`];
}

/** `msSinceAck` and `max-read-index` as words. */
function words(key: string): string {
  return shortened(
    key
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('-', ' ')
      .toLowerCase(),
    60,
  );
}

function listed(texts: readonly string[]): string {
  const more = texts.length - itemsMax;
  const rest = more > 0 ? [`${more} more`] : [];
  return [...texts.slice(0, itemsMax), ...rest].join(', ');
}

function inner(value: object): string {
  return Object.entries(value)
    .filter(([, each]) => each !== null && each !== undefined)
    .map(([key, each]) => `${words(key)} ${valueText(each)}`)
    .join(', ');
}

function valueText(value: unknown): string {
  if (isOperation(value)) return formatHundredths(value.end);
  if (Array.isArray(value) && isChange(value)) return `${value[0]} → ${value[1]}`;
  if (Array.isArray(value)) return listed(value.map(valueText));
  if (typeof value === 'object' && value !== null) return inner(value);
  return shortened(String(value));
}

/** `[offset, value]`, as the proofs have it; the value of a compressed record is not known. */
function recordText(entry: unknown): string {
  if (!Array.isArray(entry) || entry.length !== 2) return valueText(entry);
  return entry[1] === null
    ? `offset ${entry[0]}`
    : `offset ${entry[0]} (${shortened(String(entry[1]), 100)})`;
}

function isChange(value: readonly unknown[]): boolean {
  return value.length === 2 && value.every((each) => typeof each === 'number');
}

function isOperation(value: unknown): value is { readonly end: number } {
  if (typeof value !== 'object' || value === null || !('f' in value || 'process' in value)) return false;
  return typeof Reflect.get(value, 'end') === 'number';
}
