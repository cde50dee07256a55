import type { HistoryEvent } from '../history/event.ts';
import type { RunResult } from '../reports/report.ts';
import type { System } from '../systems/system.ts';

/** Code that is loaded when there is time for it. */
export interface LateCode {
  on(event: HistoryEvent): void;
  /** `conclude`, loaded by then. */
  conclude(folder: string): Promise<RunResult>;
}

/**
 * Loads the code that only later phases need once the first process has been started: it boots for half a second, in
 * which the tool would only wait. Loaded with the rest it would keep that process from being started.
 */
export function lateCode(system: System): LateCode {
  const concluding = () => import('./conclude.ts');
  let isBegun = false;
  return {
    on(event) {
      if (isBegun || event.type !== 'node' || event.event !== 'started') return;
      isBegun = true;
      // What cannot be loaded is told where it is used.
      Promise.all([system.loadAhead?.(), concluding()]).catch(() => undefined);
    },
    conclude: async (folder) => (await concluding()).conclude(folder),
  };
}
