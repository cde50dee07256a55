import XMLBuilder from 'fast-xml-builder';

/** One claim that was tried. `broken` says that the trial proves nothing. */
export interface TestCase {
  readonly group: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'broken' | 'skipped';
  readonly message?: string;
  readonly text?: string;
  readonly seconds?: number;
}

const elements = { failed: 'failure', broken: 'error', skipped: 'skipped' } as const;

const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true });

/** The cases of one run, or of one assessment. */
export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/** A JUnit file as Jenkins, GitLab and GitHub tools read it (the schema of the Jenkins xUnit plugin). */
export function junitXml(...suites: readonly TestSuite[]): string {
  const testsuites = { testsuite: suites.map(suiteElement) };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites })}`;
}

function suiteElement({ name, cases }: TestSuite) {
  const count = (outcome: TestCase['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  return {
    ...attributes({
      name,
      tests: cases.length,
      failures: count('failed'),
      errors: count('broken'),
      skipped: count('skipped'),
    }),
    testcase: cases.map(caseElement),
  };
}

function caseElement({ group, name, outcome, message, text, seconds }: TestCase) {
  const shared = attributes({
    classname: group,
    name,
    ...(seconds === undefined ? {} : { time: seconds.toFixed(3) }),
  });
  if (outcome === 'passed') return shared;
  const said = { ...attributes({ message: message ?? outcome }), ...(text ? { '#text': legal(text) } : {}) };
  return { ...shared, [elements[outcome]]: said };
}

function attributes(values: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`@_${key}`, legal(String(value))]));
}

// XML 1.0 knows no other control characters, not even escaped; a lone surrogate is no character at all.
const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function legal(text: string): string {
  return text.replace(illegal, '\u{fffd}');
}
