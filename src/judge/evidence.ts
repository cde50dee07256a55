import type { EvidenceCheck, EvidenceFold } from '../checks/check.ts';
import { messageOf } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';

/** All evidence checks as one fold. One that throws is itself a reason: it must never pass for one that was content. */
export function startEvidence(checks: readonly EvidenceCheck[]): EvidenceFold {
  const failed = new Map<EvidenceCheck, string>();
  const folds = checks.map((check) => ({ check, fold: check.start() }));
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
      for (const { check, fold } of folds) if (!failed.has(check)) guarded(check, () => fold.on(event));
    },
    end() {
      const reasons = folds.flatMap(({ check, fold }) =>
        failed.has(check) ? [] : (guarded(check, () => fold.end()) ?? []),
      );
      return [...reasons, ...failed.values()];
    },
  };
}
