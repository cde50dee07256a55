import { cp, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeBatch, encodeValues } from '../segments/fixtures/encode.ts';
import { runLog } from './log.ts';

const real = join(import.meta.dirname, '..', 'segments', 'fixtures', 'mixed-0');
const segment = '00000000000000000000.log';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fsync-lab-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, content: Buffer | string): Promise<string> {
  const full = join(folder, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
}

async function log(paths: readonly string[], options = {}) {
  const lines: string[] = [];
  const code = await runLog(paths, options, (line) => lines.push(line));
  return { code, lines, text: lines.join('\n').replaceAll(folder, '') };
}

describe('one log', () => {
  test('a partition that real Kafka wrote is told in full', async () => {
    const { code, lines } = await log([real]);
    expect(lines.slice(1)).toMatchInlineSnapshot(`
      [
        "  segments        2, 1.6 KiB",
        "  batches         17: 27 records and 2 control batches",
        "  offsets         0-28",
        "  log end offset  29",
        "  leader epochs   0 from offset 0",
        "  format          v2",
        "  codecs          none, gzip, snappy, lz4, zstd",
        "  transactions    aborted offsets 21-22",
        "  tail            clean",
      ]
    `);
    expect(code).toBe(0);
  });

  test('its segments named one by one are the same log', async () => {
    const names = [segment, '00000000000000000028.log', segment].map((name) => join(real, name));
    expect((await log(names)).lines[4]).toBe('  log end offset  29');
    expect((await log([real, ...names])).lines).toHaveLength(10);
  });

  test('a segment under another name is read too', async () => {
    const { lines } = await log([await put('evidence.bin', encodeValues(['x'], { baseOffset: 40 }))]);
    expect(lines.join()).toContain('log end offset  41');
  });

  test('an empty segment is a log, as a power cut leaves it', async () => {
    const path = await put('topic1-0/00000000000000000007.log', '');
    const { code, text } = await log([path]);
    expect(text).toContain('log end offset  7');
    expect(code).toBe(0);
  });
});

describe('a tail', () => {
  const five = encodeValues(['1/0', '1/1', '1/2', '1/3', '1/4']);

  test('that is torn tells what Kafka would do, and is no failure', async () => {
    const { code, text } = await log([await put(`topic1-0/${segment}`, five.subarray(0, -10))]);
    expect(text).toContain(
      'torn tail of 00000000000000000000.log:\n    the batch at byte 300 has 65 B of its 75 B',
    );
    expect(text).toContain('would cut off 65 B');
    expect(code).toBe(0);
  });

  test('of zeros is no failure', async () => {
    const { code, text } = await log([
      await put(`topic1-0/${segment}`, Buffer.concat([five, Buffer.alloc(4096)])),
    ]);
    expect(text).toContain('tail            4.0 KiB of zeros');
    expect(code).toBe(0);
  });

  test('behind a CRC failure is told loudly and fails', async () => {
    const bytes = Buffer.from(five);
    bytes[100]! ^= 1;
    const { code, text } = await log([await put(`topic1-0/${segment}`, bytes)]);
    expect(text).toContain('DAMAGED: 1 CRC failure');
    expect(text).toContain('the batch at byte 75 (base offset 1) fails its CRC');
    expect(text).toContain('cut off 300 B, 3 good batches among them');
    expect(code).toBe(1);
  });

  test('of other bytes fails, offsets that go back fail', async () => {
    const noise = Buffer.concat([five, Buffer.from('a log line in the wrong file\n')]);
    expect(await log([await put(`topic1-0/${segment}`, noise)])).toMatchObject({ code: 1 });
    expect(await log([await put(`topic1-0/${segment}`, Buffer.concat([five, five]))])).toMatchObject({
      code: 1,
    });
  });
});

describe('records that no client can read', () => {
  test('are damage, told with why, and recovery keeps them', async () => {
    // The right checksum over a payload that no gzip ever wrote.
    const bad = encodeBatch({ baseOffset: 1, attributes: 1, records: [{ value: 'x' }, { value: 'y' }] });
    const path = await put(`topic1-0/${segment}`, Buffer.concat([encodeValues(['x']), bad]));
    const { code, text } = await log([path], { records: true });
    expect(text).toContain('1-2\t(2 records, unreadable although the CRC holds: gzip cannot unpack it)');
    expect(text).toContain('tail            DAMAGED: 1 unreadable batch');
    expect(text).toContain('no client can read offsets 1-2 although the CRC holds (gzip cannot unpack it)');
    expect(text).not.toContain('would cut off');
    expect(code).toBe(1);
  });
});

test.each([0, 1])('a log of format v%i is read, and no damage', async (magic) => {
  const { code, text } = await log([join(real, '..', `v${magic}-0`)], { records: true });
  expect(text).toContain('4\tk4\tv4\n');
  expect(text).toContain('offsets         0-4');
  expect(text).toContain(`format          v${magic}`);
  expect(text).toContain('tail            clean');
  expect(code).toBe(0);
});

describe('several logs', () => {
  test('a data folder lists its partitions by topic and number', async () => {
    for (const name of ['b-10', 'b-2', 'a-0']) await put(`${name}/${segment}`, encodeValues(['x']));
    await put('replication-offset-checkpoint', '0\n0\n');
    await mkdir(join(folder, 'lost-0'));
    await put('not-a-partition-1/readme', 'x');
    const { lines, code } = await log([folder]);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['partition', 'a-0', 'b-2', 'b-10', 'lost-0']);
    expect(lines.at(-1)).toMatch(/no segment$/);
    expect(code).toBe(0);
  });

  test('replicas of one partition are compared: ends, the first conflict, records that only some hold', async () => {
    await put(`broker-1/data/topic1-0/${segment}`, encodeValues(['1/0', '1/1', '2/0', '2/1']));
    await put(`broker-2/data/topic1-0/${segment}`, encodeValues(['1/0', '1/1', '2/0', '2/1']));
    await put(`broker-3/data/topic1-0/${segment}`, encodeValues(['1/0', '1/1', '1/2']));
    const paths = [1, 2, 3].map((id) => join(folder, `broker-${id}`, 'data'));
    const { text, code } = await log(paths);
    expect(text).toMatchInlineSnapshot(`
      "partition  replica   segments  batches  records  offsets  end  bytes  tail
      topic1-0   broker-1         1        4        4      0-3    4  300 B  clean
      topic1-0   broker-2         1        4        4      0-3    4  300 B  clean
      topic1-0   broker-3         1        3        3      0-2    3  225 B  clean

      topic1-0
        log end offsets: broker-1 4, broker-2 4, broker-3 3
        1 offset holds different records, first offset 2:
          broker-1  key2 = 2/0
          broker-2  key2 = 2/0
          broker-3  key2 = 1/2
        offset 3 (1 record): only broker-1, broker-2"
    `);
    expect(code).toBe(0);
  });

  test('equal replicas are told in one line', async () => {
    await cp(real, join(folder, 'a', 'mixed-0'), { recursive: true });
    const { lines } = await log([join(folder, 'a'), real]);
    expect(lines.at(-1)).toBe('the replicas hold the same records: mixed-0');
  });

  test('a replica cut by 10 bytes is told from its whole twin', async () => {
    await cp(real, join(folder, 'a', 'mixed-0'), { recursive: true });
    await truncate(join(folder, 'a', 'mixed-0', '00000000000000000028.log'), 65);
    const { text } = await log([join(folder, 'a'), real]);
    expect(text).toContain('offset 28 (1 record): only ');
  });
});

describe('records that no broker serves', () => {
  const uuid = '0123456789abcdef0123456789abcdef';

  test('in folders that Kafka renamed are told with why', async () => {
    for (const name of [
      'orders-0',
      `orders-0.${uuid}-stray`,
      `orders-1.${uuid}-future`,
      `orders-2.${uuid}-delete`,
    ]) {
      await put(`${name}/${segment}`, encodeValues(['x']));
    }
    const { lines, text, code } = await log([folder]);
    expect(lines.slice(1, 5).map((line) => line.split(/ {2,}/)[0])).toEqual([
      'orders-0',
      'orders-0 (stray)',
      'orders-1 (future)',
      'orders-2 (delete)',
    ]);
    expect(text).toContain('stray: the broker was told that this replica is no longer its own');
    expect(text).toContain('future: a copy that moves to another data folder');
    expect(text).toContain('delete: the partition was deleted');
    expect(code).toBe(0);
  });

  test('in the only folder there is are no reason to say that there is no log', async () => {
    await put(`orders-0.${uuid}-stray/${segment}`, encodeValues(['x']));
    expect(await log([folder])).toMatchObject({ code: 0, text: expect.stringContaining('1 record') });
  });

  test.each([
    ['swap', 'a start of the broker makes it a segment'],
    ['cleaned', 'a start of the broker removes it'],
    ['deleted', 'the broker will remove it'],
  ])('in a file that ends in .%s are counted', async (suffix, fate) => {
    await put(`orders-0/${segment}.${suffix}`, encodeValues(['x', 'y']));
    const { text, code } = await log([folder]);
    expect(text).toContain(`${segment}.${suffix} holds 2 records at offsets 0-1: `);
    expect(text).toContain(fate);
    expect(text.includes('would start it empty')).toBe(suffix !== 'swap');
    expect(code).toBe(0);
  });
});

test('offsets that no segment holds are told with the segments around them', async () => {
  await put(`topic1-0/${segment}`, encodeValues(['x']));
  const path = await put('topic1-0/00000000000000000007.log', encodeValues(['y'], { baseOffset: 7 }));
  const { text } = await log([dirname(path)]);
  expect(text).toContain(
    `no segment holds offsets 1-6, between ${segment} and 00000000000000000007.log: one is missing`,
  );
});
