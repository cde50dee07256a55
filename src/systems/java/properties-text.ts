import { stringify } from 'dot-properties';

/** The text of a .properties file, in ASCII: java.util.Properties reads Latin-1, and the escapes of all else. */
export function propertiesText(entries: Readonly<Record<string, string>>): string {
  const text = stringify(Object.entries(entries), { latin1: true, lineWidth: null, keySep: '=' });
  return text === '' ? '' : `${text.replace(/[\x7f-\xff]/g, unicodeEscape)}\n`;
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
