import chalk, { Chalk, type ChalkInstance } from 'chalk';
import type { Ora } from 'ora';
import type { EventOf, HistoryEvent } from './history/event.ts';
import { formatSeconds } from './lib/duration.ts';
import type { ClosingLine } from './reports/text.ts';

const textWidth = 37;
const resultWidth = 34;

export interface Ui {
  readonly onProgress: (text: string) => void;
  readonly onEvent: (event: HistoryEvent) => void;
  readonly onSeen: (seen: unknown) => void;
  print(lines: readonly ClosingLine[]): void;
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
  const paint = stream.isTTY === true ? chalk : new Chalk({ level: 0 });
  const live = isLive ? await liveLine(stream) : null;
  const write = (line: string) => {
    live?.stop();
    stream.write(`${line}\n`);
  };
  let underWay = '';
  return {
    onProgress: (text) => (live ? live.start(text) : isQuiet || write(`  ${text}`)),
    onEvent(event) {
      if (isQuiet) return;
      if (event.type === 'step' && event.event === 'began') underWay = event.text;
      if (event.type === 'step' && event.event === 'began') live?.start(underWay);
      for (const line of linesOf(event, paint, isVerbose)) write(line);
      if (live && underWay !== '' && event.type !== 'step') live.start(underWay);
    },
    onSeen: (seen) => showSeen(live, underWay, seen),
    print(lines) {
      if (!isQuiet) write('');
      for (const { text, tone } of lines) write(tones[tone](paint)(text));
    },
    close: () => void live?.stop(),
  };
}

/** Loaded only for a terminal: 0.1 s that a CI job need not spend. */
async function liveLine(stream: NodeJS.WriteStream): Promise<Ora> {
  const { default: ora } = await import('ora');
  return ora({ stream, indent: 2, discardStdin: false });
}

function showSeen(live: Ora | null, underWay: string, seen: unknown): void {
  if (!live?.isSpinning) return;
  const text = typeof seen === 'string' ? seen : JSON.stringify(seen);
  const columns = process.stdout.columns ?? 80;
  live.text = `${column(underWay, textWidth)} ${text}`.slice(0, columns - 6);
}

const tones: Readonly<Record<ClosingLine['tone'], (paint: ChalkInstance) => (text: string) => string>> = {
  good: (paint) => paint.green,
  bad: (paint) => paint.red,
  warn: (paint) => paint.yellow,
  dim: (paint) => paint.dim,
  plain: () => (text) => text,
};

function linesOf(event: HistoryEvent, paint: ChalkInstance, isVerbose: boolean): readonly string[] {
  switch (event.type) {
    case 'run':
      return headerOf(event, paint);
    case 'step':
      return stepLines(event, paint);
    case 'warning':
      return [`  ${paint.yellow('!')} ${event.text}`];
    case 'state':
      return isVerbose ? [paint.dim(`    ${event.partition}: ${stateWords(event)}`)] : [];
    case 'broker-log':
      return isVerbose ? [paint.dim(`    ${event.node}: ${event.line}`)] : [];
    default:
      return [];
  }
}

function stateWords({ leader, isr, elr }: EventOf<'state'>): string {
  return `leader ${leader ?? 'none'}, ISR ${isr}${elr?.length ? `, ELR ${elr}` : ''}`;
}

function headerOf(event: EventOf<'run'>, paint: ChalkInstance): readonly string[] {
  const { name, variant, title, nodes } = event.plan as Record<string, unknown>;
  const brokers = (nodes as readonly { role: string }[]).filter(({ role }) => role === 'broker').length;
  const versions = Object.entries(event.versions)
    .filter(([what]) => what !== 'Node.js')
    .map(([what, version]) => `${what} ${version}`);
  const facts = [...versions, `${brokers} brokers`, event.runtimeTitle].join(' · ');
  const called = typeof variant === 'string' ? `${name} ${variant}` : String(name);
  return ['', `  ${paint.bold(called)}  ${title}`, paint.dim(`  ${facts} (${event.runtimeReason})`), ''];
}

function stepLines(event: EventOf<'step'>, paint: ChalkInstance): readonly string[] {
  if (event.event === 'began') return [];
  const isDone = event.event === 'ended';
  const mark = isDone ? paint.green('✔') : paint.red('✖');
  const said = (isDone ? event.result : event.reason) ?? '';
  const time = paint.dim(formatSeconds(event.time).padStart(8));
  if (said.length <= resultWidth && event.text.length <= textWidth) {
    return [`  ${mark} ${column(event.text, textWidth)} ${column(said, resultWidth)}${time}`];
  }
  const first = `  ${mark} ${column(event.text, textWidth + resultWidth + 1)}${time}`;
  return said === '' ? [first] : [first, `      ${said}`];
}

function column(text: string, width: number): string {
  return text.length > width ? text : text.padEnd(width);
}
