import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeBatch } from '../segments/fixtures/encode.ts';
import { runLog } from './log.ts';

const real = join(import.meta.dirname, '..', 'segments', 'fixtures', 'mixed-0');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(content: Buffer): Promise<string> {
  const path = join(folder, '00000000000000000000.log');
  await writeFile(path, content);
  return path;
}

async function log(paths: readonly string[], options: object) {
  const lines: string[] = [];
  await runLog(paths, options, (line) => lines.push(line));
  return { lines };
}

describe('--records', () => {
  test('prints offset, key and value, and nothing that acts on a terminal', async () => {
    const { lines } = await log([real], { records: true });
    expect([...lines.slice(1, 7), ...lines.slice(19, 31)]).toMatchInlineSnapshot(`
      [
        "0	key0	1/0",
        "1	key1	1/1",
        "2	key2	1/2",
        "3	(null)	no key",
        "4	tombstone	(null)",
        "5	café	\\x1b[31mred\\x00\\n日本",
        "18	kept	committed/0",
        "19	kept	committed/1",
        "20	(control record: commit)",
        "21	gone	aborted/0	(aborted)",
        "22	gone	aborted/1	(aborted)",
        "23	(control record: abort)",
        "24	key0	2/0",
        "25	key1	2/1",
        "26	key2	2/2",
        "27	key3	2/3",
        "28	key4	2/4",
        "",
      ]
    `);
    expect(lines.slice(7, 19).map((line) => line.split(/[\t ]/)[2])).toEqual(
      ['gzip', 'snappy', 'lz4', 'zstd'].flatMap((codec) => [0, 1, 2].map((i) => `${codec}/${i}`)),
    );
    expect(lines.join('')).not.toMatch(/[^\P{Cc}\t]/u);
  });

  test('cuts a long value and tells its size', async () => {
    const value = 'é'.repeat(100_000);
    const path = await put(encodeBatch({ baseOffset: 0, records: [{ value }] }));
    const { lines } = await log([path], { records: true });
    expect(lines[1]).toBe(`0\t(null)\t${'é'.repeat(200)}… (200000 B)`);
  });
});

describe('--json', () => {
  test('is one object a line, with whole keys and values', async () => {
    const { lines } = await log([real], { json: true, records: true });
    const objects = lines.map((line) => JSON.parse(line));
    expect(objects[5]).toMatchObject({
      type: 'record',
      offset: 5,
      value: '\u001b[31mred\0\n日本',
      aborted: false,
    });
    expect(objects[6]).toMatchObject({ offset: 6, value: 'gzip/0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' });
    expect(objects.at(-1)).toMatchObject({
      type: 'partition',
      replicas: [{ damaged: false, log: { end: 29 } }],
    });
  });

  test('keeps bytes that are no text as base64', async () => {
    const value = Buffer.from([0xff, 0x00]);
    const path = await put(encodeBatch({ baseOffset: 0, records: [{ value }] }));
    const { lines } = await log([path], { json: true, records: true });
    expect(JSON.parse(lines[0]!)).toMatchObject({ key: null, valueBase64: '/wA=' });
  });
});
