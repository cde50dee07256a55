/** An argument as a word of a POSIX shell, whatever it holds. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command line of a POSIX shell that runs exactly these arguments. */
export function shellLine(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ');
}
