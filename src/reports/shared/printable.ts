export { wrapped } from '../../lib/wrapped.ts';

/** Text from outside (keys, values, paths, errors) on one line of a terminal: control characters are shown, not obeyed. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
