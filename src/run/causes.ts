import type { Node } from '../cluster/cluster.ts';
import { Unmet } from '../errors.ts';
import { listText } from '../lib/words.ts';

/** What an orderly stop exits with; a JVM does with 143 after SIGTERM. */
const orderlyCodes: readonly (number | null)[] = [0, 143];

/**
 * Adds to "it did not come" what the nodes themselves complain of, each complaint once a run: who reads that an ISR is
 * short wants to know why, and the reason stands in some broker's log.
 */
export function openCauses(nodes: readonly Node[]): (error: unknown) => Promise<unknown> {
  const told = new Set<string>();
  return async (error) => {
    if (!(error instanceof Unmet)) return error;
    const namesByText = new Map<string, string[]>();
    for (const node of nodes) {
      const text = (await wasEnded(node)) ? undefined : node.spec.trouble?.(node.lines());
      if (text === undefined || told.has(plain(text)) || error.message.includes(text)) continue;
      const same = [...namesByText.keys()].find((known) => plain(known) === plain(text)) ?? text;
      namesByText.set(same, [...(namesByText.get(same) ?? []), node.name]);
    }
    for (const text of namesByText.keys()) told.add(plain(text));
    const quotes = [...namesByText].map(([text, names]) => `; ${listText(names)}: ${text}`);
    return quotes.length === 0 ? error : new Unmet(`${error.message}${quotes.join('')}`, error.lastSeen);
  };
}

/** Whoever was killed or stopped says nothing about why something else does not come. */
async function wasEnded({ state, process }: Node): Promise<boolean> {
  if (state !== 'stopped' || process === null) return false;
  const { code, signal } = await process.exited;
  return signal !== null || orderlyCodes.includes(code);
}

/** Brokers say the same with their own ids, offsets and counts in it. */
function plain(text: string): string {
  return text.replace(/\d+/g, '#');
}
