interface Entry {
  readonly level: string;
  readonly text: string;
  readonly exceptions: string[];
}

const quoteMax = 300;
const repeatsMin = 100;

const entryStart = /^\[[\d-]{10} [\d:,.]+\] (?<level>[A-Z]+) (?<text>.*?)(?: \([\w.$]+\))?$/;
const causedBy = /^\s*Caused by: (?<text>.+)$/;
const exceptionLine = /^(?:Exception in thread "[^"]*" )?(?<text>[\w.$]+(?:Exception|Error)(?:: .*)?)$/;
const launcherLine =
  /^(?:Error: |Error occurred during initialization|Unrecognized |Invalid |Could not create the Java)/;
const fatalWords = /fatal|exiting|prepare to shutdown|shutdown broker|cannot (?:start|be started)/i;

/**
 * What a start's output complains of, in its own words: what ended it, else a line that it repeats over and over, else
 * its last error. Undefined when it complains of nothing.
 */
export function troubleIn(lines: readonly string[]): string | undefined {
  const entries = entriesOf(lines);
  const fatal = entries.find(
    ({ level, text }) => level === 'FATAL' || (level === 'ERROR' && fatalWords.test(text)),
  );
  if (fatal) return shortened(rootOf(fatal) ?? diskCause(entries, fatal) ?? fatal.text);
  const repeated = mostRepeated(entries);
  if (repeated) return shortened(repeated);
  const error = entries.findLast(({ level }) => level === 'ERROR');
  if (!error) return undefined;
  return shortened([error.text, rootOf(error)].filter(Boolean).join(': '));
}

/** That all log dirs failed is only the end: the error that failed the last of them stands before it. */
function diskCause(entries: readonly Entry[], fatal: Entry): string | undefined {
  if (!fatal.text.includes('all log dirs')) return undefined;
  const before = entries.slice(0, entries.indexOf(fatal));
  const cause = before.findLast(({ level, exceptions }) => level === 'ERROR' && exceptions.length > 0);
  return cause && `${cause.text}: ${rootOf(cause)}`;
}

/** The innermost cause says it best: what wraps it only says where it was noticed. */
function rootOf({ exceptions }: Entry): string | undefined {
  return exceptions.at(-1);
}

/** A line of the log with the exceptions below it; what the JVM prints itself counts as fatal. */
function entriesOf(lines: readonly string[]): readonly Entry[] {
  const entries: Entry[] = [];
  for (const line of lines) {
    const start = entryStart.exec(line)?.groups;
    const exception = (causedBy.exec(line) ?? exceptionLine.exec(line))?.groups?.text;
    if (start) entries.push({ level: start.level ?? '', text: start.text ?? '', exceptions: [] });
    else if (exception !== undefined && line.startsWith('Exception in thread "main"'))
      entries.push({ level: 'FATAL', text: exception, exceptions: [exception] });
    else if (exception !== undefined) entries.at(-1)?.exceptions.push(exception);
    else if (launcherLine.test(line)) entries.push({ level: 'FATAL', text: line, exceptions: [] });
  }
  return entries;
}

function mostRepeated(entries: readonly Entry[]): string | undefined {
  const counts = new Map<string, { readonly entry: Entry; count: number }>();
  for (const entry of entries.filter(({ level }) => level === 'WARN' || level === 'ERROR')) {
    const key = entry.text.replace(/\d+/g, '#');
    const counted = counts.get(key) ?? { entry, count: 0 };
    counts.set(key, { ...counted, count: counted.count + 1 });
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (!most || most.count < repeatsMin) return undefined;
  const words = [most.entry.text, rootOf(most.entry)].filter(Boolean).join(': ');
  return `${words} (${most.count} times)`;
}

function shortened(text: string): string {
  return text.length <= quoteMax ? text : `${text.slice(0, quoteMax)}…`;
}
