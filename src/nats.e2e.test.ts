import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { parseScenario, planScenario } from './scenario/index.ts';
import { withDisks } from './testing/disks.ts';
import { withDocker } from './testing/docker.ts';
import { withGo } from './testing/go.ts';
import { testLab, verdictOf } from './testing/lab.ts';

// The first run builds nats-server.
const budgetMs = 10 * 60_000;

const lab = testLab();
const lostTen = Array.from({ length: 10 }, (_, n) => `key${n} records@${n + 1}`);

withGo('NATS, with Go', () => {
  afterEach(async () => expect(await lab.leftLocally()).toEqual([]));

  withDisks('with local processes', () => {
    test('by default one loss of power loses all ten, and the blame names the cut', {
      timeout: budgetMs,
    }, async () => {
      const result = await lab.run('nats-power-loss');
      expect(verdictOf(result)).toMatchObject({
        exit: 0,
        verdict: 'as-expected',
        lost: lostTen,
        reasons: [],
      });
      const story = result.judged.lost[0]?.story.map(({ text }) => text).join('\n') ?? '';
      // Of the first ones the watch may not have seen yet that the third is dead.
      expect(story).toMatch(/acknowledged by server-1, term \d+, in sync \{1,2(,3)?\}/);
      expect(story).toMatch(/power-loss removed it from server-2/);
      expect(story).toMatch(/sequence 1 acknowledged again, for key0 of round 2/);
    });

    test('synced before each acknowledgement nothing is lost, in the current version', {
      timeout: budgetMs,
    }, async () => {
      const result = await lab.run('nats-power-loss', { variant: 'current-sync-always' });
      expect(verdictOf(result)).toMatchObject({ exit: 0, valid: true, lost: [], reasons: [] });
    });

    test('one loses power, others are only paused', { timeout: budgetMs }, async () => {
      const result = await lab.run('nats-power-loss-paused');
      expect(verdictOf(result)).toMatchObject({ exit: 0, verdict: 'as-expected', lost: lostTen });
    });

    test('the page cache survives a kill of all', { timeout: budgetMs }, async () => {
      const result = await lab.run('nats-kill-all');
      expect(verdictOf(result)).toMatchObject({ exit: 0, valid: true, lost: [], reasons: [] });
    });
  });

  withDocker('in Docker', () => {
    const docker = testLab({ runtime: 'docker' });

    test('all servers at once', { timeout: budgetMs }, async () => {
      const result = await docker.run('nats-power-loss-all');
      expect(verdictOf(result)).toMatchObject({ exit: 0, verdict: 'as-expected', lost: lostTen });
      expect(await docker.leftInDocker()).toEqual([]);
    });
  });
});

describe('a scenario for NATS', () => {
  const planned = (steps: string, cluster = '{ nats: "2.12.1" }') =>
    planScenario(
      parseScenario(`title: t\ncluster: ${cluster}\nsteps:\n${steps.replace(/^/gm, '  ')}\n`, 'test.yaml'),
    );

  test.each([
    ['- elect: preferred', /test\.yaml:4:5 +'elect' is a step of kafka; nats has kill, stop/],
    ['- fsync: { node: server-1, mode: lies }', /a Go program calls the kernel directly/],
    [
      '- produce: { records: 1, acks: 1 }',
      /test\.yaml:4:\d+ +'produce': NATS acknowledges a message once a majority/,
    ],
    ['- kill: server-1\n- truncate: { node: server-1, bytes: 1 }', /name a `file` of the node/],
  ])('%s is refused at its line', (steps, message) => {
    expect(() => planned(steps)).toThrow(UserError);
    expect(() => planned(steps)).toThrow(message);
  });

  test("names a version that is pinned, and no setting that is the run's own", () => {
    const plan = () =>
      planned('- idle: 1s', '{ nats: "2.12.0", servers: 3, config: { jetstream: { store_dir: /x } } }');
    expect(plan).toThrow(/NATS 2\.12\.0 is not pinned; there are 2\.12\.1, 2\.15\.3/);
    expect(plan).toThrow(/'jetstream\.store_dir' is set by fsync-lab/);
  });

  test('has 3 or 5 servers', () => {
    expect(() => planned('- idle: 1s', '{ nats: "2.12.1", servers: 1 }')).toThrow(
      /expected a number of servers: 3 or 5, got `1`/,
    );
  });
});
