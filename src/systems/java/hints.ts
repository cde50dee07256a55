/** What the tool needs from outside, with the command that installs it on Debian (and Ubuntu) and on macOS. */
export const installCommands = {
  java: { debian: 'sudo apt-get install openjdk-17-jre-headless', macos: 'brew install openjdk@17' },
  maven: { debian: 'sudo apt-get install maven', macos: 'brew install maven' },
} as const;

/** The same as a sentence, for errors. */
export function installHint(what: keyof typeof installCommands): string {
  const { debian, macos } = installCommands[what];
  return `install it with \`${debian}\`, or on macOS \`${macos}\``;
}
