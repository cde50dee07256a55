import type { ThreatRow } from '../reports/assessment.ts';
import type { RunResult } from '../reports/report.ts';
import { failedStartText } from '../reports/shared/failed-start.ts';
import { fateOf, lossHeadline } from '../reports/shared/headline.ts';
import type { CellEnd } from './run-cells.ts';
import type { Threat } from './threats.ts';

/** A threat that says nothing about the configuration: it could not be run here. Never safe. */
export function notTried({ name, text }: Threat, reason: string): ThreatRow {
  return {
    name,
    threat: text,
    verdict: 'not tried',
    isAllowed: false,
    acknowledged: null,
    lost: null,
    noWritesMs: null,
    reasons: [reason],
    run: null,
  };
}

const verdicts: Readonly<Record<RunResult['judged']['verdict'], ThreatRow['verdict']>> = {
  'as-expected': 'safe',
  'not-as-expected': 'unsafe',
  inconclusive: 'inconclusive',
};

/** What a run says about its threat. */
export function rowOf(end: CellEnd<Threat>, allow: readonly string[]): ThreatRow {
  const { label } = end;
  if ('refused' in end) return notTried(label, inOneLine(end.refused));
  if (!('result' in end)) {
    const reason = 'failed' in end ? end.failed : 'interrupted';
    return { ...notTried(label, reason), verdict: 'inconclusive' };
  }
  const { judged, folder } = end.result;
  const verdict = verdicts[judged.verdict];
  const stretches = judged.unavailability.map(({ fromMs, toMs }) => toMs - fromMs);
  return {
    name: label.name,
    threat: label.text,
    verdict,
    isAllowed: allow.includes(label.name),
    acknowledged: judged.accounting.acked,
    lost: judged.accounting.lost === null ? null : judged.lost.length,
    noWritesMs: stretches.length > 0 ? Math.max(...stretches) : null,
    // The terminal tells the first.
    reasons: [
      ...(verdict === 'unsafe' ? [whyUnsafe(judged)] : []),
      ...judged.failedStarts.map(failedStartText),
      ...judged.reasons,
    ],
    run: folder,
  };
}

/** What each runtime lacks stands on a line of its own there; a cell of a table has one. */
function inOneLine(text: string): string {
  const [first = '', ...rest] = text.split('\n').map((line) => line.trim().replace(/ {2,}/, ': '));
  return `${first} ${rest.join('; ')}`.trimEnd();
}

/** The loss and what took it: the first record's fate stands for the others. */
function whyUnsafe(judged: RunResult['judged']): string {
  const [first] = judged.lost;
  const fate = first ? fateOf(first).join('; ') : '';
  return fate === '' ? lossHeadline(judged) : `${lossHeadline(judged)}: ${fate}`;
}
