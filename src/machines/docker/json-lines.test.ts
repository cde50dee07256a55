import { expect, test } from 'vitest';
import { jsonLines } from './json-lines.ts';

async function* chunks(...parts: readonly Buffer[]) {
  yield* parts;
}

test('events come whole, wherever the stream was cut, also within a character', async () => {
  const bytes = Buffer.from('{"status":"die"}\n{"name":"kö"}\n{"half');
  const cut = bytes.indexOf(0xc3) + 1;
  const found = [];
  const stream = chunks(bytes.subarray(0, 5), bytes.subarray(5, cut), bytes.subarray(cut));
  for await (const event of jsonLines(stream)) found.push(event);
  expect(found).toEqual([{ status: 'die' }, { name: 'kö' }]);
});
