import { expect, test } from 'vitest';
import { queueAddress } from './address.ts';

test.each([
  ['redis://host', { host: 'host', port: 6379, db: 0 }, 'redis://host:6379/0'],
  ['redis://:a%40b@host:7/2', { host: 'host', port: 7, db: 2, password: 'a@b' }, 'redis://host:7/2'],
  [
    'rediss://me:pw@host',
    { host: 'host', port: 6379, db: 0, username: 'me', password: 'pw', tls: { servername: 'host' } },
    'rediss://me@host:6379/0',
  ],
  ['rediss://[::1]:7', { host: '::1', port: 7, db: 0, tls: {} }, 'rediss://[::1]:7/0'],
])('%s', (url, options, shown) => {
  expect(queueAddress(url, {})).toEqual({ options, shown });
});

test('the password may come from the environment, and that of the URL counts before it', () => {
  const env = { FSYNC_LAB_QUEUE_PASSWORD: 'env' };
  expect(queueAddress('redis://host', env).options.password).toBe('env');
  expect(queueAddress('redis://:url@host', env).options.password).toBe('url');
});

test.each([
  ['http://user:Secret-1@host', /no URL of a Redis/],
  ['redis//user:Secret-1@host', /no URL of a Redis/],
  ['redis://user:Secret-1@host/db', /no number of a database/],
  ['redis://user:Secret-1@host/0?x=1', /no number of a database/],
  ['redis://user:Secret-1%zz@host', /a % that encodes nothing/],
])('%s is refused without its password', (url, message) => {
  const attempt = () => queueAddress(url, {});
  expect(attempt).toThrow(message);
  expect(attempt).not.toThrow(/Secret/);
});
