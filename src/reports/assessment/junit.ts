import { type Assessment, isRefused, isSettled, type ThreatRow } from '../assessment.ts';
import { junitXml, type TestCase } from '../shared/junit.ts';

/** One test case a threat: UNSAFE is a failure, what proves nothing an error, what was not tried skipped. */
export function assessmentJunit(assessment: Assessment): string {
  return junitXml({ name: 'fsync-lab assess', cases: assessment.rows.map(caseOf) });
}

function caseOf(row: ThreatRow): TestCase {
  const shared = { group: 'assess', name: row.threat, text: row.reasons.join('\n') };
  if (isSettled(row)) return { ...shared, outcome: 'passed' };
  if (isRefused(row)) return { ...shared, outcome: 'failed', message: lossText(row) };
  return { ...shared, outcome: row.verdict === 'not tried' ? 'skipped' : 'broken', message: row.verdict };
}

function lossText({ lost, acknowledged }: ThreatRow): string {
  return lost === null || lost === 0 ? 'UNSAFE' : `${lost} of ${acknowledged} acknowledged records lost`;
}
