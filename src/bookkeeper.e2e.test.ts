import { afterEach, expect, test } from 'vitest';
import { withDisks } from './testing/disks.ts';
import { withDocker } from './testing/docker.ts';
import { withJava } from './testing/java.ts';
import { testLab, verdictOf } from './testing/lab.ts';

// The first run brings BookKeeper with Maven.
const budgetMs = 10 * 60_000;

const lab = testLab();
const lostTen = Array.from({ length: 10 }, (_, n) => `key${n} ledgers@${n}`);

withJava('BookKeeper, with local processes', () => {
  afterEach(async () => expect(await lab.leftLocally()).toEqual([]));

  test('without a journal a kill of all loses all ten: they were in no file', {
    timeout: budgetMs,
  }, async () => {
    const result = await lab.run('bookkeeper-kill-all');
    expect(verdictOf(result)).toMatchObject({ exit: 0, verdict: 'as-expected', lost: lostTen, reasons: [] });
  });

  test('by default it loses nothing', { timeout: budgetMs }, async () => {
    const result = await lab.run('bookkeeper-kill-all', { variant: 'journal' });
    expect(verdictOf(result)).toMatchObject({ exit: 0, valid: true, lost: [], reasons: [] });
  });

  withDisks('and disks', () => {
    test('a journal that is not synced is gone with the power', { timeout: budgetMs }, async () => {
      const result = await lab.run('bookkeeper-power-loss-all');
      expect(verdictOf(result)).toMatchObject({ exit: 0, verdict: 'as-expected', reasons: [] });
      const story =
        result.judged.lost
          .at(-1)
          ?.story.map(({ text }) => text)
          .join('\n') ?? '';
      expect(story).toMatch(/acknowledged by writer, ledger 0, available \{1,2,3\}/);
      expect(story).toMatch(/power-loss removed it from bookie-/);
    });
  });
});

withDocker('BookKeeper, in Docker', () => {
  const docker = testLab({ runtime: 'docker' });

  test('without a journal a kill of all loses all ten', { timeout: budgetMs }, async () => {
    const result = await docker.run('bookkeeper-kill-all');
    expect(verdictOf(result)).toMatchObject({ exit: 0, verdict: 'as-expected', lost: lostTen, reasons: [] });
    expect(await docker.leftInDocker()).toEqual([]);
  });
});
