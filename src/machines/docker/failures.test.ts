import { expect, test } from 'vitest';
import { dockerFailure, engineMessage, isGone } from './failures.ts';

const answer = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });

test("the daemon's own words are told, without the HTTP around them", () => {
  expect(engineMessage(answer(404, '(HTTP code 404) no such container - No such container: abc '))).toBe(
    'No such container: abc',
  );
});

test('only a 404 means gone', () => {
  expect(isGone(answer(404, 'No such network'))).toBe(true);
  expect(isGone(answer(409, 'removal is already in progress'))).toBe(false);
  expect(isGone(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))).toBe(false);
});

test.each([
  [answer(500, '(HTTP code 500) server error - write /x: no space left on device'), /disk .* is full/],
  [answer(500, 'Bind for 127.0.0.1:1 failed: port is already allocated'), /another program took the port/],
  [answer(404, 'could not find an available, non-overlapping IPv4 address pool'), /fsync-lab clean/],
  [Object.assign(new Error('connect ENOENT /var/run/docker.sock'), { code: 'ENOENT' }), /no longer answers/],
  [new Error('mktemp: failed to create file: No space left on device'), /docker system df/],
])('%s comes with advice', (error, advice) => {
  expect(dockerFailure('start broker-1', error).message).toMatch(advice);
});
