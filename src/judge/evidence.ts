import type { EvidenceCheck } from '../checks/check.ts';
import { messageOf } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';

/** What one evidence check missed: sentences, none when the evidence is good. */
export interface EvidenceResult {
  readonly name: string;
  readonly summary: string;
  readonly reasons: readonly string[];
  /** Its reasons explain what would be a proven loss without them. */
  readonly excusesLoss?: true;
}

/** All evidence checks as one fold. One that throws is itself a reason: it must never pass for one that was content. */
export function startEvidence(checks: readonly EvidenceCheck[]): {
  on(event: HistoryEvent): void;
  end(): readonly EvidenceResult[];
} {
  const failed = new Map<EvidenceCheck, string>();
  const folds = checks.map((check) => ({ check, fold: check.start() }));
  const foldsOfOps = folds.filter(({ check }) => !check.ignoresOps);
  const guarded = <T>(check: EvidenceCheck, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      failed.set(check, `the check for ${check.name} failed: ${messageOf(error)}`);
      return undefined;
    }
  };
  return {
    on(event: HistoryEvent) {
      const wanted = event.type === 'op' ? foldsOfOps : folds;
      for (const { check, fold } of wanted) if (!failed.has(check)) guarded(check, () => fold.on(event));
    },
    end: () =>
      folds.map(({ check, fold }) => {
        const reasons = failed.has(check) ? [] : (guarded(check, () => fold.end()) ?? []);
        const failure = failed.get(check);
        const all = failure === undefined ? reasons : [...reasons, failure];
        const { name, summary, excusesLoss } = check;
        return { name, summary, reasons: all, ...(excusesLoss ? { excusesLoss } : {}) };
      }),
  };
}
