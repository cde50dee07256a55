import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startRecordDigest } from './record-digest.ts';

test('the digest is that of the whole text, however long it is', () => {
  const digest = startRecordDigest();
  let text = '';
  for (let offset = 0; offset < 5000; offset++) {
    digest.add(offset, `1/${offset}`);
    text += `${offset} "1/${offset}"\n`;
  }
  expect(digest.records).toBe(5000);
  expect(digest.end()).toBe(createHash('sha256').update(text).digest('hex'));
});

test('no value and an empty value differ', () => {
  const [none, empty] = [startRecordDigest(), startRecordDigest()];
  none.add(0, null);
  empty.add(0, '');
  expect(none.end()).not.toBe(empty.end());
});
