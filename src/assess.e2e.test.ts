import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { powerLossPower } from './machines/local/disks.ts';
import type { Assessment } from './reports/assessment.ts';
import { findJava } from './systems/kafka/distribution/java.ts';
import { runCommandLine } from './testing/command.ts';
import { expectNothingLeft, testLab } from './testing/lab.ts';
import { requirement } from './testing/require.ts';

const search = await findJava();
const withJava = requirement('java', 'java' in search, 'problem' in search ? search.problem : '');
const power = await powerLossPower();
const withDisks = requirement('disks', power.there, power.why);
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
  }),
);
