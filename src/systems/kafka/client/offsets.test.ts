import { expect, test } from 'vitest';
import { offsetIn } from './offsets.ts';

const answer = (offset: string) => ({ responses: [{ partitions: [{ offset }] }] });

test('the offset is that of the only partition asked for', () => {
  expect(offsetIn(answer('20'), 'topic1-0')).toBe(20);
});

test.each([
  ['no topic', { responses: [] }],
  ['no partition', { responses: [{ partitions: [] }] }],
  ['-1, for unknown', answer('-1')],
  ['no number', answer('x')],
])('an answer with %s is none', (_, given) => {
  expect(() => offsetIn(given, 'topic1-0')).toThrow('the broker told no offset of topic1-0');
});
