import { parseEDNString } from 'edn-data';

/** A keyword is told from a text by its colon. */
export type Members = Readonly<Record<string, unknown>>;

/** The operations of a history.edn, as a parser of EDN reads them. */
export function parsedEdn(lines: readonly string[]): readonly Members[] {
  return lines.map((line) => {
    const { map } = parseEDNString(line) as {
      readonly map: readonly (readonly [{ key: string }, unknown])[];
    };
    return Object.fromEntries(map.map(([name, value]) => [name.key, shown(value)]));
  });
}

function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  const key = typeof value === 'object' && value !== null ? Reflect.get(value, 'key') : undefined;
  return typeof key === 'string' ? `:${key}` : value;
}

const types = [':invoke', ':ok', ':fail', ':info'];

/** Where a history breaks Jepsen's rules of its form; none for a good one. */
export function jepsenProblems(lines: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const outstanding = new Map<unknown, Members>();
  const crashed = new Set<unknown>();
  let latest = 0;
  for (const [at, op] of parsedEdn(lines).entries()) {
    const { process, type, f, time, index } = op;
    const refuse = (what: string) => problems.push(`${at}: ${what}`);
    if (index !== at) refuse(`index ${index}`);
    if (!types.includes(String(type))) refuse(`type ${type}`);
    if (!/^:[a-z-]+$/.test(String(f))) refuse(`f ${f}`);
    if (!Number.isInteger(time) || Number(time) < latest) refuse(`time ${time} after ${latest}`);
    latest = Number(time);
    const isNemesis = process === ':nemesis';
    if (!isNemesis && !Number.isInteger(process)) refuse(`process ${process}`);
    if (!('value' in op)) refuse('no value');
    const first = outstanding.get(process);
    // Those of the nemesis are all :info; they come in pairs by their order.
    if (type === ':invoke' || (isNemesis && !first)) {
      if (first) refuse(`process ${process} has an operation under way`);
      if (crashed.has(process)) refuse(`process ${process} has crashed`);
      outstanding.set(process, op);
      continue;
    }
    if (!first) refuse(`process ${process} had no operation under way`);
    else if (first.f !== f) refuse(`${f} ends ${first.f}`);
    outstanding.delete(process);
    if (type === ':info' && !isNemesis) crashed.add(process);
  }
  return problems;
}
