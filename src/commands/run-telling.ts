import { exitCodes } from '../errors.ts';
import { printable } from '../lib/printable.ts';
import { countText } from '../lib/words.ts';
import { type Plan, planName } from '../plan.ts';
import type { RunResult } from '../reports/report.ts';
import { type ClosingLine, closingLines, shortLine } from '../reports/text.ts';
import type { RunOptions } from '../run.ts';
import type { Ui } from '../ui.ts';

/** What a run tells while it goes on. */
export type Listeners = Required<Pick<RunOptions, 'onEvent' | 'onSeen' | 'onProgress'>>;

/** How one run is told, from its begin to its end. */
export interface ToldRun extends Listeners {
  end(result: RunResult): void;
  /** It did not begin, and why. */
  refuse(why: string): void;
}

/** How runs are told: each step of one run, or several runs at once. */
export type Telling = (plan: Plan) => ToldRun;

/** One run after the other: every step has its line. */
export function tellOneByOne(ui: Ui, { isQuiet }: { readonly isQuiet: boolean }): Telling {
  return (plan) => ({
    onEvent: ui.onEvent,
    onSeen: ui.onSeen,
    onProgress: ui.onProgress,
    end: (result) => ui.print(isQuiet ? [shortLine(result)] : closingLines(result, { withWarnings: false })),
    refuse: (why) => ui.tell(refusal(plan, why)),
  });
}

/**
 * Several at once: their steps would be in each other's way, so one live line tells what each does now, and each that ends
 * has its line; what was not as expected, all that it has to say.
 */
export function tellTogether(ui: Ui, { total }: { readonly total: number }): Telling {
  const doing = new Map<symbol, string>();
  const told = new Set<string>();
  let done = 0;
  const title = `${countText(total, 'run')} under way`;
  const show = () => ui.onProgress([`${title}, ${done} done`, ...doing.values()].join(' · '));
  ui.onProgress(title);
  return (plan) => {
    const run = Symbol(plan.name);
    const goOn = (text: string) => {
      doing.set(run, `${planName(plan)}: ${printable(text)}`);
      show();
    };
    const end = (tell: () => void) => {
      doing.delete(run);
      done += 1;
      tell();
      show();
    };
    return {
      onEvent(event) {
        if (event.type === 'step' && event.event === 'began') goOn(event.text);
      },
      onSeen: () => undefined,
      onProgress(text) {
        // `… 43 jars`, `… 43 jars, 1 downloaded`: what is brought is told once, however many wait for it.
        const [what = text] = text.split(',');
        if (!told.has(what)) ui.tell({ text: `  ${text}`, tone: 'dim' });
        told.add(what);
        goOn(text);
      },
      end: (result) =>
        end(() => {
          if (result.judged.exit === exitCodes.asExpected) ui.tell(shortLine(result));
          else ui.print([{ text: planName(plan), tone: 'plain' }, ...closingLines(result)]);
        }),
      refuse: (why) => end(() => ui.tell(refusal(plan, why))),
    };
  };
}

function refusal(plan: Plan, why: string): ClosingLine {
  return { text: printable(`${planName(plan)}  not run: ${why}`), tone: 'warn' };
}
