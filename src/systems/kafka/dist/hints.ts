/** The commands that install what the tool needs from outside, for Debian (and Ubuntu) and for macOS. */
export const installHints = {
  java: 'install Java 17: `sudo apt-get install openjdk-17-jre-headless`, or on macOS `brew install openjdk@17`',
  maven: 'install it: `sudo apt-get install maven`, or on macOS `brew install maven`',
} as const;
