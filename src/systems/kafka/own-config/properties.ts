import { parseLines } from 'dot-properties';
import type { Form, LineProblem } from './form.ts';
import { lineFinder } from './text.ts';

/** A Java properties file: comments, continuations, escapes, `=`, `:` or a space between key and value. */
export const properties: Form = {
  title: null,
  recognizes: () => true,
  read(text) {
    const foreign = foreignForm(text);
    if (foreign) return { settings: [], problems: [foreign] };
    const lineOf = lineFinder(text);
    const settings = parseLines(text, true).flatMap((node) =>
      'key' in node && 'value' in node
        ? [{ key: String(node.key), value: String(node.value), line: lineOf(node.range[0]) }]
        : [],
    );
    return { settings, problems: badEscapes(text) };
  },
};

/** java.util.Properties throws at these, so that a broker would not start. */
function badEscapes(text: string): readonly LineProblem[] {
  if (!text.includes('\\u')) return [];
  const lineOf = lineFinder(text);
  return [...text.matchAll(/^(?![ \t\f]*[#!]).*$/gm)].flatMap(({ 0: line, index }) => {
    const escapes = line.replace(/\\[^u]/g, '  ').match(/\\u(?![0-9a-f]{4})/i);
    if (!escapes) return [];
    return [{ line: lineOf(index), message: 'a \\u that is not followed by four hex digits' }];
  });
}

/** YAML, JSON, XML and sections would be read as strange keys. */
function foreignForm(text: string): LineProblem | undefined {
  let emptyKeyIndent: number | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const content = line.trim();
    if (content === '' || /^[#!]/.test(content)) continue;
    const indent = line.search(/\S/);
    const isNested = emptyKeyIndent !== null && indent > emptyKeyIndent;
    const what = isNested || /^(---(\s|$)|- )/.test(content) ? 'YAML' : bracketForm(content);
    if (what !== undefined) return { line: index + 1, message: `this is no properties file but ${what}` };
    emptyKeyIndent = /^[\w.-]+:$/.test(content) ? indent : null;
  }
  return undefined;
}

function bracketForm(content: string): string | undefined {
  if (content.startsWith('{')) return 'JSON';
  if (content.startsWith('<')) return 'XML';
  return /^\[.*\]?$/.test(content) ? 'one with sections, or JSON' : undefined;
}
