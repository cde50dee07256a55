import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lossRun } from '../checks/testing/run.ts';
import { startCommand } from '../testing/command.ts';
import { openServer, type ResultServer } from './open/server.ts';
import { runOpen } from './open.ts';

const secret = 'the key of the house';
const stored = realpathSync(join(import.meta.dirname, '../testing/stored'));
const bad = '<img src=x onerror=alert(1)>\u202e"&';
let above: string;
let root: string;

const write = (path: string, name: string, text: string) => {
  mkdirSync(join(root, path), { recursive: true });
  writeFileSync(join(root, path, name), text);
};

beforeAll(() => {
  above = realpathSync(mkdtempSync(join(tmpdir(), 'fsync-lab-open-')));
  root = join(above, 'runs');
  mkdirSync(root);
  writeFileSync(join(above, 'secret.txt'), secret);
  mkdirSync(join(above, 'runs-of-others'));
  writeFileSync(join(above, 'runs-of-others/secret.txt'), secret);
  const history = lossRun().map((event) => `${JSON.stringify(event)}\n`);
  write('key9-loss/2026-11-27T10-00-00-00000001', 'history.jsonl', history.join(''));
  write('key9-loss/2026-11-27T10-00-00-00000001', 'report.html', '<h1>it</h1>');
  write('key9-loss/2026-11-27T10-00-00-00000001', 'empty.log', '');
  write(`${bad}/2026-11-27T11-00-00-00000002`, 'history.jsonl', '');
  write(
    `${bad}/2026-11-27T11-00-00-00000002`,
    'verdict.json',
    JSON.stringify({ scenario: bad, summary: bad }),
  );
  write(`${bad}/2026-11-27T11-00-00-00000002`, `${bad}.html`, '<script>alert(1)</script>');
  write('kill-all/2026-11-27T12-00-00-00000003', 'verdict.json', 'no JSON');
  write(
    'assess/2026-11-27T13-00-00',
    'assess.json',
    '{"date":"2026-11-27T13:00:00Z","files":["a"],"rows":[{"verdict":"unsafe"}]}',
  );
  write('assess/2026-11-27T13-00-00', 'assess.html', '');
  symlinkSync('2026-11-27T10-00-00-00000001', join(root, 'key9-loss/latest'));
  symlinkSync(above, join(root, 'way-out'));
  symlinkSync('/etc/passwd', join(root, 'key9-loss/2026-11-27T10-00-00-00000001/passwd'));
});
afterAll(() => rmSync(above, { recursive: true }));

let server: ResultServer;
beforeEach(async () => {
  server = await openServer({ root, shown: 'runs', port: 0 });
});
afterEach(() => server[Symbol.asyncDispose]());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The path goes out as it is: fetch would tidy it up. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, agent: false, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('the newest first, each once, with what became of it', async () => {
  const { text } = await ask('/');
  const names = [
    ...text.matchAll(
      /<li class="([\w-]+)">.*?<strong>(?:<a [^>]*>)?(.*?)(?:<\/a>)?<\/strong>.*?<p>(.*?)<\/p>/g,
    ),
  ];
  expect(names.map(([, fate, name, summary]) => [fate, name, summary])).toEqual([
    ['lost-data', 'assess a', 'UNSAFE against 1, safe against 0 of 1 threats'],
    ['unknown-data', 'kill-all', expect.stringMatching(/^verdict\.json can&#39;t be read: /)],
    ['unknown-data', expect.stringContaining('&lt;img src=x'), expect.stringContaining('&lt;img src=x')],
    ['unknown-data', 'key9-loss', 'no verdict yet: the run goes on, or it was ended from outside'],
  ]);
  expect(text).not.toMatch(/<img|\u202e/);
});

test('files are shown: our own pages as pages, all else as text, without a network', async () => {
  const base = '/files/key9-loss/2026-11-27T10-00-00-00000001';
  const own = await ask(`${base}/report.html`);
  expect(own).toMatchObject({
    status: 200,
    text: '<h1>it</h1>',
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
  expect(own.headers['content-security-policy']).toMatch(/^sandbox allow-scripts; default-src 'none'/);
  const strange = `/files/${encodeURIComponent(bad)}/2026-11-27T11-00-00-00000002/${encodeURIComponent(bad)}.html`;
  expect(await ask(strange)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
  expect(await ask(`${base}/empty.log`)).toMatchObject({ status: 200, text: '' });
  expect(await ask(`${base}/report.html`, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
});

test('a folder is a list, also by the link that points at the latest run', async () => {
  const { text } = await ask('/files/key9-loss/latest/');
  expect(text).toContain('<a href="/files/key9-loss/latest/history.jsonl">history.jsonl</a>');
  expect((await ask(`/files/${encodeURIComponent(bad)}/2026-11-27T11-00-00-00000002/`)).text).not.toMatch(
    /<img|\u202e/,
  );
});

describe('no way leads out of the folder', () => {
  test.each([
    '/files/../secret.txt',
    '/files/key9-loss/../../secret.txt',
    '/files/%2e%2e/secret.txt',
    '/files/..%2fsecret.txt',
    '/files/%2e%2e%2fsecret.txt',
    '/files/..%5csecret.txt',
    '/files/%252e%252e/secret.txt',
    '/files/way-out/secret.txt',
    '/files/way-out/',
    '/files/../runs-of-others/secret.txt',
    '/files/key9-loss/latest/passwd',
    '/files//etc/passwd',
    '/files/%2fetc%2fpasswd',
    '/files/%00',
    '/files/%ff',
    '/files/%',
    '//files/../secret.txt',
    '/../secret.txt',
    '/secret.txt',
    '/etc/passwd',
    'http://127.0.0.1/files/../secret.txt',
    `/compare?run=${encodeURIComponent('["..","runs-of-others"]')}`,
    `/compare?run=${encodeURIComponent('["way-out"]')}`,
    `/compare?run=${encodeURIComponent('[["a"]]')}`,
    '/compare?run=%7B',
  ])('%s', async (path) => {
    const { status, text } = await ask(path);
    expect(text).not.toMatch(/the key of the house|root:|secret\.txt<\/a>/);
    expect(path.startsWith('/compare') || status === 404).toBe(true);
    expect(text).toContain('This cannot be shown');
  });
});

test('a page of elsewhere that has its name lead here is refused, and so is a write', async () => {
  expect(await ask('/', { headers: { host: 'evil.example' } })).toMatchObject({ status: 403 });
  expect(await ask('/', { headers: { host: '127.0.0.1.evil.example:80' } })).toMatchObject({ status: 403 });
  expect(await ask('/', { headers: { host: 'localhost:80' } })).toMatchObject({ status: 200 });
  expect(await ask('/', { method: 'POST' })).toMatchObject({ status: 405 });
});

test('chosen runs stand side by side', async () => {
  const run = encodeURIComponent('["key9-loss","2026-11-27T10-00-00-00000001"]');
  const { status, text } = await ask(`/compare?run=${run}&run=${run}`);
  expect(status).toBe(200);
  expect(text).toContain('2 runs: data lost in 2 (key9-loss, key9-loss)');
  expect(text).toContain('<a href="/">All runs</a>');
  expect(text).toContain('<a href="/files/key9-loss/2026-11-27T10-00-00-00000001/report.html">run 2</a>');
  expect((await ask('/compare')).text).toContain('choose the runs');
});

test('what is not there, and a port that is taken, are told', async () => {
  const { signal } = new AbortController();
  const port = Number(new URL(server.url).port);
  const out = () => undefined;
  await expect(runOpen(join(root, 'none'), { signal }, out)).rejects.toMatchObject({ name: 'UserError' });
  await expect(runOpen(root, { signal, port }, out)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(/^port \d+ can't be used: .*EADDRINUSE/),
  });
});

test('the command prints where it is, listens on loopback alone, and Ctrl-C is its good end', async () => {
  const command = startCommand(['open', stored, '--no-browser']);
  await command.shows(/^http:\/\/127\.0\.0\.1:\d+\/ {2}shows .*; Ctrl-C ends it\n$/);
  const url = command.stdout().split(' ')[0] ?? '';
  expect(await (await fetch(url)).text()).toContain('<h1>4 results in ');
  // A connection that is kept open must not hold it up.
  command.process.kill('SIGINT');
  expect(await command.exited).toEqual({ code: 0, signal: null });
  await expect(fetch(url)).rejects.toThrow();
  expect(command.stderr()).toBe('');
});
