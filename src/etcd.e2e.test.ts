import { afterEach, describe, expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { parseScenario, planScenario } from './scenario/index.ts';
import { withDisks } from './testing/disks.ts';
import { withDocker } from './testing/docker.ts';
import { withGo } from './testing/go.ts';
import { testLab, verdictOf } from './testing/lab.ts';

// The first run builds etcd.
const budgetMs = 10 * 60_000;

const lab = testLab();
const lostTen = Array.from({ length: 10 }, (_, n) => `key${n} keyspace@${n + 2}`);

withGo('etcd, with Go', () => {
  afterEach(async () => expect(await lab.leftLocally()).toEqual([]));

  withDisks('with local processes', () => {
    test('without fsync one loss of power loses all ten, and the blame names the cut', {
      timeout: budgetMs,
    }, async () => {
      const result = await lab.run('raft-no-fsync');
      expect(verdictOf(result)).toMatchObject({
        exit: 0,
        verdict: 'as-expected',
        lost: lostTen,
        reasons: [],
      });
      const story = result.judged.lost[0]?.story.map(({ text }) => text).join('\n') ?? '';
      // Of the first ones the watch may not have seen yet that the third is dead.
      expect(story).toMatch(/acknowledged by member-1, term \d+, in sync \{1,2(,3)?\}/);
      expect(story).toMatch(/power-loss removed it from member-2/);
      expect(story).toMatch(/revision 2 acknowledged again, for key0 of round 2/);
    });

    test('with fsync nothing is lost', { timeout: budgetMs }, async () => {
      const result = await lab.run('raft-no-fsync', { variant: 'fsync' });
      expect(verdictOf(result)).toMatchObject({ exit: 0, valid: true, lost: [], reasons: [] });
    });

    test('all members at once', { timeout: budgetMs }, async () => {
      const result = await lab.run('raft-power-loss-all');
      expect(verdictOf(result)).toMatchObject({ exit: 0, verdict: 'as-expected', lost: lostTen });
    });

    test('the page cache survives a kill of all', { timeout: budgetMs }, async () => {
      const result = await lab.run('raft-kill-all');
      expect(verdictOf(result)).toMatchObject({ exit: 0, valid: true, lost: [], reasons: [] });
    });
  });

  withDocker('in Docker', () => {
    const docker = testLab({ runtime: 'docker' });

    test('without fsync one loss of power loses all ten', { timeout: budgetMs }, async () => {
      const result = await docker.run('raft-no-fsync');
      expect(verdictOf(result)).toMatchObject({
        exit: 0,
        verdict: 'as-expected',
        lost: lostTen,
        reasons: [],
      });
      expect(await docker.leftInDocker()).toEqual([]);
    });
  });
});

describe('a scenario for etcd', () => {
  const planned = (steps: string, more = '') =>
    planScenario(
      parseScenario(
        `title: t\ncluster: { etcd: "3.6.16" }\n${more}steps:\n${steps.replace(/^/gm, '  ')}\n`,
        'test.yaml',
      ),
    );

  test.each([
    ['- format: member-1', /test\.yaml:4:5 +'format' is a step of kafka; etcd has kill, stop/],
    [
      '- wait: { isr: members }',
      /test\.yaml:4:\d+ +'wait': 'isr' is a wait of kafka; etcd has leader, in-sync/,
    ],
    ['- fsync: { node: member-1, mode: lies }', /a Go program calls the kernel directly/],
    [
      '- produce: { records: 1, acks: 1 }',
      /test\.yaml:4:\d+ +'produce': etcd acknowledges a put once a majority/,
    ],
    ['- kill: member-1\n- truncate: { node: member-1, bytes: 1 }', /name a `file` of the node/],
  ])('%s is refused at its line', (steps, message) => {
    expect(() => planned(steps)).toThrow(UserError);
    expect(() => planned(steps)).toThrow(message);
  });

  test('names no topic', () => {
    expect(() => planned('- produce: 1', 'topic: { name: t }\n')).toThrow(
      /etcd has its log by itself, keyspace/,
    );
  });

  test("names a version that is pinned, and no flag that is the run's own", () => {
    const text = 'title: t\ncluster: { etcd: "3.6.17", flags: { name: x, --quota: 1 } }\nsteps: []\n';
    const plan = () => planScenario(parseScenario(text, 'test.yaml'));
    expect(plan).toThrow(/etcd 3\.6\.17 is not pinned; there are 3\.6\.16/);
    expect(plan).toThrow(/'name' is set by fsync-lab/);
    expect(plan).toThrow(/without the dashes/);
  });
});
