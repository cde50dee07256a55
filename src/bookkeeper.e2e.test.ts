import { afterEach, expect, test } from 'vitest';
import { openAnsweringEngine } from './machines/docker/daemon.ts';
import { powerLossPower } from './machines/local/disks.ts';
import { findJava } from './systems/java/java.ts';
import { testLab, verdictOf } from './testing/lab.ts';
import { requirement } from './testing/require.ts';

// The first run brings BookKeeper with Maven.
const budgetMs = 10 * 60_000;

const java = await findJava();
const withJava = requirement('java', 'java' in java, 'problem' in java ? java.problem : '');
const power = await powerLossPower();
const withDisks = requirement('disks', power.there, power.why);
const engine = await openAnsweringEngine().catch((error: unknown) => error as Error);
const withDocker = requirement(
  'docker',
  !(engine instanceof Error),
  engine instanceof Error ? engine.message : '',
);
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
