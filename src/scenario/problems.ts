import { UserError } from '../errors.ts';
import { countText } from '../lib/words.ts';

/** Where something was written: a place in a file, or a flag such as `--set cluster.kafka`. */
export interface Place {
  /** As messages show it: `key9.yaml:14:5`, `--set steps.6.bytes`. */
  readonly text: string;
  /** Order of what is in the file; flags come after it. */
  readonly line: number;
  readonly column: number;
}

/** One mistake, told with its place. */
export interface Problem {
  readonly place: Place;
  readonly message: string;
}

/** A place outside of any file: a flag. */
export function flagPlace(text: string): Place {
  return { text, line: Number.POSITIVE_INFINITY, column: 0 };
}

/** All mistakes of a scenario at once: nobody wants to learn them one by one. */
export class ScenarioProblems extends UserError {
  readonly problems: readonly Problem[];

  readonly #wayOut: string;

  /** `wayOut` tells what would do instead; empty when nobody knows. */
  constructor(problems: readonly Problem[], wayOut = '') {
    const sorted = inOrder(problems);
    super(problemLines(sorted).join('\n'), { hint: [hintFor(sorted), wayOut].filter(Boolean).join('\n') });
    this.problems = sorted;
    this.#wayOut = wayOut;
  }

  /** With the scenario's name at problems of flags: what stands in a file has its place already. */
  about(scenario: string): ScenarioProblems {
    const named = this.problems.map(({ place, message }) => {
      const isOfFile = Number.isFinite(place.line);
      return { message, place: isOfFile ? place : { ...place, text: `${scenario} ${place.text}` } };
    });
    return new ScenarioProblems(named, this.#wayOut);
  }
}

/** `file:line:col   message`, the messages below each other. */
function problemLines(problems: readonly Problem[]): string[] {
  const width = Math.max(...problems.map(({ place }) => place.text.length));
  return problems.map(({ place, message }) => `${place.text.padEnd(width)}  ${message}`);
}

/** Throws all of them, if there are any. */
export function throwProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ScenarioProblems(problems);
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.place.text} ${problem.message}`, problem]));
  return [...seen.values()].sort((a, b) => compare(a.place, b.place));
}

function compare(a: Place, b: Place): number {
  return a.line === b.line ? a.column - b.column : a.line < b.line ? -1 : 1;
}

const lists: readonly (readonly [about: string, list: string])[] = [
  ['unknown step', 'steps'],
  ['unknown anomaly', 'checks'],
];

function hintFor(problems: readonly Problem[]): string {
  const count = countText(problems.length, 'problem');
  const list = lists.find(([about]) => problems.some(({ message }) => message.includes(about)))?.[1];
  const help = list === undefined ? '' : ` \`fsync-lab list ${list}\` shows what there is.`;
  return `${count}, nothing was started.${help}`;
}
