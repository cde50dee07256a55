import chalk, { Chalk, type ChalkInstance } from 'chalk';
import type { Ora } from 'ora';
import { Interrupted } from './errors.ts';
import type { EventOf, HistoryEvent } from './history/event.ts';
import { formatSeconds } from './lib/duration.ts';
import { printable } from './lib/printable.ts';
import { fitting, type Layout, layoutOf, markWidth, timeWidth } from './lib/screen.ts';
import { wrapped } from './lib/wrapped.ts';
import { holdersText, type PlannedNode } from './plan.ts';
import type { ClosingLine } from './reports/text.ts';

export interface Ui {
  readonly onProgress: (text: string) => void;
  readonly onEvent: (event: HistoryEvent) => void;
  readonly onSeen: (seen: unknown) => void;
  print(lines: readonly ClosingLine[]): void;
  /** One line that stays, while what is under way goes on below it. */
  tell(line: ClosingLine): void;
  /** Lines that are drawn again as what they tell changes; nothing where there is no screen for them. */
  show(lines: readonly string[]): void;
  /** Takes the live line off the screen. */
  close(): void;
}

export interface UiOptions {
  readonly stream: NodeJS.WriteStream;
  /** Nothing but the closing lines. */
  readonly isQuiet: boolean;
  /** Also what the brokers say that is evidence, and every change of leader or ISR. */
  readonly isVerbose: boolean;
}

/** Shows a run. On a terminal the step under way has a live line; elsewhere there is one plain line an event. */
export async function openUi({ stream, isQuiet, isVerbose }: UiOptions): Promise<Ui> {
  const isLive = stream.isTTY === true && !isQuiet && process.env.CI === undefined;
  const paint = stream.isTTY === true && !process.env.NO_COLOR ? chalk : new Chalk({ level: 0 });
  const live = isLive ? await liveLine(stream) : null;
  const write = (line: string) => {
    live?.stop();
    stream.write(`${line}\n`);
  };
  const begin = (text: string) => live?.start(fitting(text, stream));
  let underWay = '';
  let toldProgress: string | null = null;
  return {
    onProgress(text) {
      if (live) return void begin(text);
      // `… 43 jars`, `… 43 jars, 1 downloaded`: a live line counts, a log need not.
      const [what = text] = text.split(',');
      if (isQuiet || what === toldProgress) return;
      toldProgress = what;
      write(`  ${text}`);
    },
    onEvent(event) {
      if (isQuiet) return;
      if (event.type === 'step' && event.event === 'began') underWay = event.text;
      if (event.type === 'step' && event.event === 'began') begin(underWay);
      for (const line of linesOf(event, { paint, isVerbose, layout: layoutOf(stream) })) write(line);
      if (live && underWay !== '' && event.type !== 'step') begin(underWay);
    },
    onSeen: (seen) => showSeen(live, underWay, seen, stream),
    print(lines) {
      if (!isQuiet) write('');
      for (const { text, tone } of lines) write(tones[tone](paint)(text));
    },
    tell({ text, tone }) {
      if (!isQuiet) write(tones[tone](paint)(text));
    },
    show(lines) {
      // What is higher than the screen can't be erased, so only its last line is shown.
      const shown = lines.length < (stream.rows ?? 0) ? lines : lines.slice(-1);
      live?.start(shown.map((line) => fitting(line, stream)).join(`\n${' '.repeat(markWidth)}`));
    },
    close: () => void live?.stop(),
  };
}

/** Loaded only for a terminal: 0.1 s that a CI job need not spend. */
async function liveLine(stream: NodeJS.WriteStream): Promise<Ora> {
  const { default: ora } = await import('ora');
  // Not `indent`: it leaves the cursor in that column, and the next line would begin there.
  return ora({ stream, prefixText: ' ', discardStdin: false });
}

function showSeen(live: Ora | null, underWay: string, seen: unknown, stream: NodeJS.WriteStream): void {
  if (!live?.isSpinning) return;
  const text = printable(typeof seen === 'string' ? seen : JSON.stringify(seen));
  live.text = fitting(`${underWay.padEnd(layoutOf(stream).textWidth)} ${text}`, stream);
}

const tones: Readonly<Record<ClosingLine['tone'], (paint: ChalkInstance) => (text: string) => string>> = {
  good: (paint) => paint.green,
  bad: (paint) => paint.red,
  warn: (paint) => paint.yellow,
  dim: (paint) => paint.dim,
  plain: () => (text) => text,
};

interface Showing {
  readonly paint: ChalkInstance;
  readonly isVerbose: boolean;
  readonly layout: Layout;
}

function linesOf(event: HistoryEvent, { paint, isVerbose, layout }: Showing): readonly string[] {
  switch (event.type) {
    case 'run':
      return headerOf(event, paint, layout);
    case 'step':
      return stepLines(event, paint, layout);
    case 'warning':
      return warningLines(event, paint, layout);
    case 'state':
      return isVerbose ? [paint.dim(`    ${event.partition}: ${stateWords(event)}`)] : [];
    case 'broker-log':
      return isVerbose ? [paint.dim(`    ${event.node}: ${printable(event.line)}`)] : [];
    default:
      return [];
  }
}

function stateWords({ leader, isr, elr }: EventOf<'state'>): string {
  return `leader ${leader ?? 'none'}, ISR ${isr}${elr?.length ? `, ELR ${elr}` : ''}`;
}

function headerOf(event: EventOf<'run'>, paint: ChalkInstance, { width }: Layout): readonly string[] {
  const { name, variant, title, nodes } = event.plan as Record<string, unknown>;
  const versions = Object.entries(event.versions)
    .filter(([what]) => what !== 'Node.js')
    .map(([what, version]) => `${what} ${version}`);
  const size = holdersText(nodes as readonly PlannedNode[]);
  const facts = `${[...versions, size, event.runtimeTitle].join(' · ')} (${event.runtimeReason})`;
  const called = typeof variant === 'string' ? `${name} ${variant}` : String(name);
  const [first = '', ...more] = wrapped(printable(`${called}  ${title}`), indent, width);
  const painted = first.replace(called, () => paint.bold(called));
  return [
    '',
    painted,
    ...more,
    ...wrapped(printable(facts), indent, width).map((line) => paint.dim(line)),
    '',
  ];
}

const indent = { first: '  ', next: '  ' };

function warningLines(
  { text }: EventOf<'warning'>,
  paint: ChalkInstance,
  { width }: Layout,
): readonly string[] {
  const below = ' '.repeat(markWidth);
  const [first = '', ...more] = wrapped(printable(text), { first: below, next: below }, width);
  return [`  ${paint.yellow('!')} ${first.trimStart()}`, ...more];
}

function stepLines(
  event: EventOf<'step'>,
  paint: ChalkInstance,
  { width, textWidth, room }: Layout,
): readonly string[] {
  // Whoever pressed Ctrl-C knows why the step ended.
  if (event.event === 'began' || event.reason === new Interrupted().message) return [];
  const isDone = event.event === 'ended';
  const mark = isDone ? paint.green('✔') : paint.red('✖');
  const text = printable(event.text);
  const said = printable((isDone ? event.result : event.reason) ?? '');
  const time = paint.dim(formatSeconds(event.time).padStart(timeWidth));
  const onOneLine = besideEachOther(text, said, { textWidth, room });
  if (onOneLine !== null) return [`  ${mark} ${onOneLine.padEnd(room)}${time}`];
  const below = ' '.repeat(markWidth + 2);
  const more = said === '' ? [] : wrapped(said, { first: below, next: below }, width);
  const [first = '', ...rest] = wrapped(text, { first: '', next: below }, room);
  return [`  ${mark} ${first.padEnd(room)}${time}`, ...rest, ...more];
}

/** The result in its column, or further left where only so both fit; null when they don't. */
function besideEachOther(
  text: string,
  said: string,
  { textWidth, room }: Pick<Layout, 'textWidth' | 'room'>,
): string | null {
  const at = Math.min(textWidth + 1, room - said.length);
  return at < text.length + 2 && said !== '' ? null : `${text.padEnd(at)}${said}`;
}
