import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Assessment } from './reports/assessment.ts';
import { runCommandLine } from './testing/command.ts';
import { withDisks } from './testing/disks.ts';
import { withJava } from './testing/java.ts';
import { expectNothingLeft, testLab } from './testing/lab.ts';

const lab = testLab();

const file = join(lab.out, 'server.properties');
const assess = (...more: string[]) =>
  runCommandLine(['assess', file, '--runtime', 'local', '--out', lab.out, '--json', ...more]);

withJava('with Java', () =>
  withDisks('what a configuration survives', () => {
    afterEach(expectNothingLeft);

    test('flushing by time alone is UNSAFE when all lose power, and what helps was measured', async () => {
      await mkdir(lab.out, { recursive: true });
      await writeFile(file, 'zookeeper.connect=zk1:2181\nlog.flush.interval.ms=1000\n');
      const { code, stdout } = await assess('--threats', 'killed-one,loses-power-all', '--jobs', '2');
      const found: Assessment = JSON.parse(stdout);
      expect(found.rows).toMatchObject([
        { name: 'killed-one', verdict: 'safe', lost: 0 },
        { name: 'loses-power-all', verdict: 'unsafe', lost: 50, acknowledged: 60 },
      ]);
      expect(found.changes).toMatchObject([
        {
          change: 'log.flush.interval.messages=1',
          rows: [{ name: 'loses-power-all', verdict: 'safe', lost: 0 }],
        },
      ]);
      expect(found.notes.join()).toContain('log.flush.interval.ms has no effect');
      expect(code).toBe(1);
      const junit = join(lab.out, 'assess', found.date.slice(0, 19).replaceAll(':', '-'), 'junit.xml');
      expect(await readFile(junit, 'utf8')).toContain('failures="1"');
    });

    test("a broker's, a controller's and a topic's file: whose value holds is told", async () => {
      const written = async (name: string, text: string) => {
        await writeFile(join(lab.out, name), text);
        return join(lab.out, name);
      };
      await mkdir(lab.out, { recursive: true });
      const files = [
        await written(
          'broker.env',
          'KAFKA_PROCESS_ROLES=broker\nKAFKA_NODE_ID=2\nKAFKA_MIN_INSYNC_REPLICAS=2\n',
        ),
        await written('controller.properties', 'process.roles=controller\nnode.id=1\n'),
      ];
      const listing =
        'Topic: a\tPartitionCount: 1\tReplicationFactor: 2\tConfigs: flush.messages=1,retention.ms=-1\n';
      const topic = ['--topic-config', await written('topic.txt', listing)];
      const { code, stdout } = await runCommandLine([
        ...['assess', ...files, ...topic, '--kafka', '4.3.1', '--threats', 'killed-one'],
        ...['--runtime', 'local', '--out', lab.out, '--json'],
      ]);
      const found: Assessment = JSON.parse(stdout);
      expect(found.rows).toMatchObject([{ name: 'killed-one', verdict: 'safe', lost: 0 }]);
      expect(found.setup[0]).toBe('topics of 2 replicas');
      expect(found.settings).toEqual({
        'min.insync.replicas': '2',
        'controller-1: min.insync.replicas': '1',
      });
      expect(found.notes.join('\n')).toMatch(
        /broker-\d.* with min\.insync\.replicas = 1, though 2 was asked for/,
      );
      expect(code).toBe(0);
    });
  }),
);
