import { expect, test } from 'vitest';
import { HarnessError, Inconclusive, Interrupted, UserError } from '../errors.ts';
import { errorLine } from './json-line.ts';

test.each([
  [new UserError('unknown step'), 2],
  [new Inconclusive('the download failed'), 3],
  [new HarnessError('no free address'), 3],
  [new Interrupted(), 130],
  ['a text', 3],
])('a run that never began is one line of JSON too: %s exits %i', (error, exit) => {
  const line = errorLine(error);
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    verdict: 'inconclusive',
    exit,
    valid: 'unknown',
    reasons: [error instanceof Error ? error.message : error],
  });
});
