import { execFileSync } from 'node:child_process';
import { parse } from 'dot-properties';
import { expect, test } from 'vitest';
import { shellLine } from '../../machines/shell/quote.ts';
import { javaCommand, nodeHeap } from '../java/java-command.ts';
import { propertiesText } from '../java/properties-text.ts';
import { zookeeperProperties } from '../zookeeper/node.ts';
import { formatArgs } from './format.ts';

/** What would be a second property, argument or command in a text that is put together without care. */
const hostile = 'x\nlog.dirs=/tmp\r\n"; touch /tmp/y; $(touch /tmp/z) \' #';

test('zoo.cfg keeps a hostile folder in its one property', () => {
  const entries = zookeeperProperties(hostile, { host: '127.0.0.1', port: 1 });
  const text = propertiesText(entries);
  expect(text.trimEnd().split('\n')).toHaveLength(Object.keys(entries).length);
  expect(parse(text)).toEqual(entries);
});

test('a hostile folder or feature stays one argument of the JVM, and one word of a shell', () => {
  const argv = javaCommand({
    java: 'java',
    classPath: hostile,
    mainClass: 'kafka.Kafka',
    args: formatArgs(hostile, { [hostile]: hostile }),
    heap: nodeHeap,
    tempFolder: hostile,
    logging: { kind: 'log4j', file: `/${hostile}` },
  });
  expect(argv).toContain(`-Djava.io.tmpdir=${hostile}`);
  expect(argv.slice(-2)).toEqual(['--feature', `${hostile}=${hostile}`]);
  expect(argv.find((word) => word.startsWith('-Dlog4j'))).not.toMatch(/[\s"#]/);
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${shellLine(argv)}`], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(argv);
});
