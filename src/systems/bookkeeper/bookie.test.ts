import { expect, test } from 'vitest';
import { readinessIn } from './bookie.ts';

test('a bookie is ready once its server has started, after it is registered', () => {
  const line =
    '[2026-11-27 22:27:08,599] INFO Started component bookie-server. (org.apache.bookkeeper.common.component.ComponentStarter)';
  expect(readinessIn(['a first line'])).toEqual({ ready: false, seen: 'a first line' });
  expect(readinessIn([])).toEqual({ ready: false, seen: 'no output yet' });
  expect(readinessIn([line])).toEqual({ ready: true });
});
