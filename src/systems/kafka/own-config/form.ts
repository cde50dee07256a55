import { textProblem } from '../setting-value.ts';

/** A setting with the line it was written on. */
export interface WrittenSetting {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** A mistake at its line. */
export interface LineProblem {
  readonly line: number;
  readonly message: string;
}

/** One way to write down a broker's settings. */
export interface Form {
  /** What the file is then, in words; null for the ordinary one. */
  readonly title: string | null;
  readonly recognizes: (text: string) => boolean;
  readonly read: (text: string) => {
    readonly settings: readonly WrittenSetting[];
    readonly problems: readonly LineProblem[];
  };
}

/** What no file may hold in a key or a value, at each line that does. */
export function textProblems(settings: readonly WrittenSetting[]): readonly LineProblem[] {
  return settings.flatMap(({ key, value, line }) => {
    const message = textProblem(key, value);
    return message === null ? [] : [{ line, message }];
  });
}

/** The lines that a pattern matches, with their numbers. */
export function matchingLines(
  text: string,
  pattern: RegExp,
): readonly { readonly match: RegExpExecArray; readonly line: number }[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const match = pattern.exec(line);
    return match ? [{ match, line: index + 1 }] : [];
  });
}
