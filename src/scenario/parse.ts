import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Place, Problem } from './problems.ts';
import type { Entry, Leaf, MapTree, Tree } from './tree.ts';

// Real scenarios have some hundred values, four levels deep. Aliases count each time they are used, so a few lines
// that stand for millions of values ("billion laughs") end here and not when memory does.
const valuesMax = 10_000;
const depthMax = 24;

/** What a YAML text holds, each part with its place, and all that is wrong with it as YAML. */
export interface Parsed {
  readonly tree: Tree;
  readonly problems: readonly Problem[];
}

/** Tells the place of an offset in the text; a flag has one place for all of its value. */
export type PlaceOf = (offset: number, lines: LineCounter) => Place;

/** The places of a file as the user named it. */
export function placesIn(file: string): PlaceOf {
  return (offset, lines) => {
    const { line, col } = lines.linePos(offset);
    return { text: `${file}:${line}:${col}`, line, column: col };
  };
}

/** Reads YAML 1.2. Never throws: what is wrong comes as problems, and what could be read as the tree. */
export function parseYaml(text: string, placeOf: PlaceOf): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
  const at = (offset: number) => placeOf(offset, lines);
  const problems = syntaxProblems(document, at);
  const builder = new Builder(document, at);
  const tree = problems.length > 0 ? nothing(at(0)) : builder.build(document.contents, 0);
  return { tree, problems: [...problems, ...builder.problems] };
}

const plainWords: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands twice in its map',
  MULTIPLE_DOCS: 'a second document begins here; a scenario is one document',
  TAB_AS_INDENT: 'a tab indents here; YAML wants spaces',
  RESOURCE_EXHAUSTION: 'nested too deep',
};

function syntaxProblems(document: Document.Parsed, at: (offset: number) => Place): Problem[] {
  const all = [...document.errors, ...document.warnings];
  const exhausted = all.filter(({ code }) => code === 'RESOURCE_EXHAUSTION').slice(0, 1);
  return (exhausted.length > 0 ? exhausted : all).map(({ code, message, pos }) => ({
    place: at(pos[0]),
    message: plainWords[code] ?? `not YAML: ${message}`,
  }));
}

class Builder {
  readonly problems: Problem[] = [];
  private readonly document: Document.Parsed;
  private readonly at: (offset: number) => Place;
  private values = 0;

  constructor(document: Document.Parsed, at: (offset: number) => Place) {
    this.document = document;
    this.at = at;
  }

  build(node: unknown, depth: number): Tree {
    const place = this.at(offsetOf(node));
    if (++this.values > valuesMax)
      return this.refuse(place, `more than ${valuesMax} values, aliases counted`);
    if (depth > depthMax) return this.refuse(place, `nested more than ${depthMax} levels deep`);
    if (isAlias(node)) return this.alias(node.source, node.resolve(this.document), place, depth);
    if (isMap(node)) return this.map(node, place, depth);
    if (isSeq(node)) {
      return { kind: 'list', place, items: node.items.map((item) => this.build(item, depth + 1)) };
    }
    return isScalar(node) ? this.scalar(node, place) : nothing(place);
  }

  private alias(name: string, target: unknown, place: Place, depth: number): Tree {
    return target === undefined
      ? this.refuse(place, `nothing is marked &${name} before this`)
      : { ...this.build(target, depth + 1), place };
  }

  private map(node: YAMLMap, place: Place, depth: number): MapTree {
    const entries = new Map<string, Entry>();
    const merged: Tree[] = [];
    for (const pair of node.items) {
      if (this.values > valuesMax) break;
      if (isMergeKey(pair)) merged.push(this.build(pair.value, depth + 1));
      else this.entry(entries, pair, depth);
    }
    for (const tree of merged) this.merge(entries, tree);
    return { kind: 'map', place, entries };
  }

  /** `<<: *base`, or a list of such: what the map says itself wins, then what is merged first. */
  private merge(entries: Map<string, Entry>, tree: Tree): void {
    if (tree.kind === 'list') for (const item of tree.items) this.merge(entries, item);
    else if (tree.kind === 'map') {
      for (const [key, entry] of tree.entries) if (!entries.has(key)) entries.set(key, entry);
    } else this.refuse(tree.place, "'<<' merges a map, as in <<: *base, or a list of maps");
  }

  private entry(entries: Map<string, Entry>, pair: Pair, depth: number): void {
    const keyPlace = this.at(offsetOf(pair.key));
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (key === undefined) this.refuse(keyPlace, 'a key must be a plain text');
    else if (key === '__proto__') this.refuse(keyPlace, "unknown key '__proto__'");
    else {
      const tree = pair.value === null ? nothing(keyPlace) : this.build(pair.value, depth + 1);
      entries.set(key, { keyPlace, tree });
    }
  }

  private scalar(node: Scalar, place: Place): Leaf {
    const { value, source } = node;
    // Kafka's defaults are often 9223372036854775807: as a number it would become 9223372036854776000.
    const isExact = typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value);
    return { kind: 'leaf', place, value: isExact ? (value as Leaf['value']) : (source ?? String(value)) };
  }

  private refuse(place: Place, message: string): Leaf {
    if (!this.problems.some((problem) => problem.message === message)) this.problems.push({ place, message });
    return nothing(place);
  }
}

function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

function offsetOf(node: unknown): number {
  return (node as { readonly range?: readonly number[] | null } | null)?.range?.[0] ?? 0;
}

function nothing(place: Place): Leaf {
  return { kind: 'leaf', place, value: null };
}
