import { expect, test } from 'vitest';
import { firstError, Interrupted, messageOf } from './errors.ts';

async function interruptedWhileCleaningUpFails(): Promise<void> {
  await using _broken = {
    [Symbol.asyncDispose]: () => Promise.reject(new Error('cannot remove the folder')),
  };
  throw new Interrupted();
}

test('when cleaning up fails too, the error that came first is the one that counts', async () => {
  const thrown = await interruptedWhileCleaningUpFails().catch((error: unknown) => error);
  expect(thrown).not.toBeInstanceOf(Interrupted);
  expect(firstError(thrown)).toBeInstanceOf(Interrupted);
});

test('any other error is itself the first, and has a message whatever it is', () => {
  const error = new Error('plain');
  expect(firstError(error)).toBe(error);
  expect(firstError('a text')).toBe('a text');
  expect(messageOf('a text')).toBe('a text');
});
