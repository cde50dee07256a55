import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'dot-properties';
import { afterEach, expect, test } from 'vitest';
import { runCommandLine, startCommand } from './testing/command.ts';
import { withJava } from './testing/java.ts';
import { expectNothingLeft, testLab } from './testing/lab.ts';

const lab = testLab();
const shapes = join(import.meta.dirname, 'systems/kafka/own-config/fixtures');

const lastOneLoses = `
title: The ISR shrinks to the leader, which is then lost
cluster: { kafka: "3.9.1", metadata: kraft, config: { min.insync.replicas: 2 } }
topic: { name: t1 }
steps:
  - produce: { records: 10 }
  - kill: followers
  - wait: { isr: broker-1 }
  - produce: { records: 10 }
  - kill: broker-1
  - truncate: { node: broker-1, records: 3 }
  - start: brokers
expect: no-loss
`;

function written(name: string, content: string): string {
  const file = join(lab.folder, name);
  writeFileSync(file, content);
  return file;
}

/** Every text below a folder, and what the processes of this host were started with. */
function textsBelow(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return files
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

/** What runs TypeScript from source keeps a cache of its own there. */
function leftIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => !name.startsWith('tsx-'));
}

function commandLines(): string {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => textOf(`/proc/${pid}/cmdline`)).join('\n');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

withJava("a user's own files, in folders with names of any kind", () => {
  afterEach(expectNothingLeft);

  test('are judged as theirs: min ISR 1 where they are silent; and no secret of them goes anywhere', async () => {
    const temp = join(lab.folder, `50%20 "of" 'it' ü#1?`);
    mkdirSync(temp);
    // Several files would be those of several nodes: what each holds stands in one here.
    const configs = [
      ...['operator-rendered', 'zookeeper-ssl', 'oauth-listeners', 'pem-in-the-file', 'confluent-server'],
      ...['tiered', 'metrics', 'quotas', 'policies', 'connection-limits', 'kraft-sasl-ssl-authorizer'],
    ].map((name) => parse(readFileSync(join(shapes, `${name}.properties`), 'utf8')));
    const silent = { 'min.insync.replicas': '1', 'log.flush.interval.messages': '5' };
    const {
      'process.roles': _roles,
      'node.id': _node,
      'broker.id': _broker,
      ...all
    } = Object.assign({}, ...configs, silent);
    const config = written('all.properties', stringify(all));
    const scenario = written('last-one.yaml', lastOneLoses);
    const command = startCommand(
      ['run', scenario, '--runtime', 'local', '--verbose', '--out', lab.out, '--config', config],
      { TMPDIR: temp },
    );
    await command.shows(/produce 10 records/);
    const during = `${textsBelow(temp)}${commandLines()}`;
    expect(during).toContain('min.insync.replicas=1');
    expect(await command.exited).toEqual({ code: 1, signal: null });
    expect(command.stdout()).toContain('3 of 20 acknowledged records are lost');
    const texts = [during, textsBelow(lab.out), command.stdout(), command.stderr()].join('\n');
    expect(texts).toContain('log.flush.interval.messages');
    expect(texts).not.toContain('Secret-');
    expect(leftIn(temp)).toEqual([]);
  });

  test('a temporary folder with a comma is refused, and nothing is left there', async () => {
    const temp = join(lab.folder, 'a,b');
    mkdirSync(temp);
    const { code, stderr } = await runCommandLine(
      ['run', 'kill-all', '--runtime', 'local', '--out', lab.out],
      { TMPDIR: temp },
    );
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Point TMPDIR') });
    expect(leftIn(temp)).toEqual([]);
  });
});
