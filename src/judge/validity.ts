import type { AnomalyCheck, Finding, JudgedFacts } from '../checks/check.ts';
import { messageOf } from '../errors.ts';
import type { Numbers } from '../history/column.ts';
import { countText } from '../lib/words.ts';

/** What the history says by itself, whatever was expected of it. */
export interface Validity {
  readonly valid: boolean | 'unknown';
  /** By the anomaly's name, in the order of the registry; those without a finding are left out. */
  readonly anomalies: Readonly<Record<string, readonly Finding[]>>;
  /** Why the history is neither valid nor invalid. Sentences. */
  readonly doubts: readonly string[];
  /** A finding means by itself that an acknowledged record was lost. */
  readonly isLossProven: boolean;
}

/** Runs every check. One that throws makes the history doubtful: it must never pass for a check that found nothing. */
export function judgeValidity(
  facts: JudgedFacts,
  checks: readonly AnomalyCheck[],
  isEnded: boolean,
): Validity {
  const anomalies: Record<string, readonly Finding[]> = {};
  const doubts: string[] = [];
  let [isFailing, isLossProven] = [false, false];
  for (const check of checks) {
    const findings = runCheck(check, facts, doubts);
    if (findings.length === 0) continue;
    anomalies[check.name] = findings;
    isFailing ||= check.failing && findings.some(({ failing }) => failing !== false);
    isLossProven ||= check.provesLoss === true;
    if (check.doubting) doubts.push(...findings.map(doubtText));
  }
  if (!isAnythingRead(facts)) doubts.push('no read returned any record');
  if (!isEnded) doubts.push('the history has no `end` line: what came last is not known');
  return { valid: isFailing ? false : doubts.length > 0 ? 'unknown' : true, anomalies, doubts, isLossProven };
}

function runCheck(check: AnomalyCheck, facts: JudgedFacts, doubts: string[]): readonly Finding[] {
  try {
    return check.judge(facts);
  } catch (error) {
    doubts.push(`the check for ${check.name} failed: ${messageOf(error)}`);
    return [];
  }
}

function doubtText({ partition, count }: Finding): string {
  return `${countText(Number(count), 'acknowledged record')} of ${partition} ${count === 1 ? 'was' : 'were'} never read`;
}

function isAnythingRead(facts: JudgedFacts): boolean {
  return [...facts.partitions.values()].some(({ okReader }) => hasReader(okReader));
}

function hasReader(okReader: Numbers): boolean {
  for (let value = 0; value < okReader.length; value++) if (okReader.get(value) >= 0) return true;
  return false;
}
