import { expect, test } from 'vitest';
import { troubleIn } from './trouble.ts';

const at = (text: string) => `[2026-11-27 15:27:50,123] ${text}`;

test('of a broker that ended it is the exception that ended it', () => {
  const lines = [
    at('ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)'),
    'java.lang.IllegalArgumentException: requirement failed: replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms',
    '\tat scala.Predef$.require(Predef.scala:337)',
    at('INFO shut down completed (kafka.server.KafkaServer)'),
  ];
  expect(troubleIn(lines)).toBe(
    'java.lang.IllegalArgumentException: requirement failed: replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms',
  );
});

test('of several causes it is the innermost', () => {
  const lines = [
    at(
      'ERROR [KafkaServer id=1] Fatal error during KafkaServer startup. Prepare to shutdown (kafka.server.KafkaServer)',
    ),
    'org.apache.kafka.common.KafkaException: Failed to create new instance',
    '\tat org.apache.kafka.common.utils.Utils.newInstance(Utils.java:1)',
    'Caused by: java.nio.charset.MalformedInputException: Input length = 1',
  ];
  expect(troubleIn(lines)).toBe('java.nio.charset.MalformedInputException: Input length = 1');
});

test.each([
  ['Error: Could not find or load main class kafka.Kafka'],
  ["Unrecognized VM option 'UseNothing'"],
  ['Invalid maximum heap size: -Xmx'],
])('what the JVM itself says is it: %s', (line) => {
  expect(troubleIn([line, 'Error: A fatal exception has occurred. Program will exit.'])).toBe(line);
});

test("a tool's exception in its main thread is it, without where it was thrown", () => {
  const lines = ['Exception in thread "main" java.lang.IllegalArgumentException: requirement failed: x'];
  expect(troubleIn(lines)).toBe('java.lang.IllegalArgumentException: requirement failed: x');
});

test('a line that is repeated over and over is told once, with how often', () => {
  const lines = Array.from({ length: 1200 }, (_, i) =>
    at(`WARN [Controller id=1, targetBrokerId=${i % 3}] Cluster authorization failed (org.apache.kafka.X)`),
  );
  expect(troubleIn(lines)).toBe(
    '[Controller id=1, targetBrokerId=0] Cluster authorization failed (1200 times)',
  );
});

test('else it is the last error, with what caused it', () => {
  const lines = [
    at('ERROR an earlier one (kafka.A)'),
    at('ERROR Error while reading checkpoint file /d/leader-epoch-checkpoint (kafka.B)'),
    'java.io.IOException: Malformed line',
    at('INFO on we go (kafka.C)'),
  ];
  expect(troubleIn(lines)).toBe(
    'Error while reading checkpoint file /d/leader-epoch-checkpoint: java.io.IOException: Malformed line',
  );
});

test('a healthy start complains of nothing', () => {
  expect(
    troubleIn([at('INFO started (kafka.server.KafkaServer)'), at('WARN once (kafka.D)'), 'text']),
  ).toBeUndefined();
});

test('of a broker whose log dirs all failed it is the error that failed them', () => {
  const lines = [
    at('ERROR Error while reading checkpoint file /d/checkpoint (kafka.server.LogDirFailureChannel)'),
    'java.io.IOException: Expected [1] entries in checkpoint file [/d/checkpoint], but found only [0]',
    at('WARN Stopping serving logs in dir /d (kafka.log.LogManager)'),
    at('ERROR Shutdown broker because all log dirs in /d have failed (kafka.log.LogManager)'),
  ];
  expect(troubleIn(lines)).toBe(
    'Error while reading checkpoint file /d/checkpoint: java.io.IOException: Expected [1] entries in checkpoint file [/d/checkpoint], but found only [0]',
  );
});
