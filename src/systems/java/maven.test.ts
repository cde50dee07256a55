import { expect, test } from 'vitest';
import { tellingLine } from './maven.ts';
import { renderPom } from './pom.ts';

test('the pom asks for each coordinate', () => {
  expect(renderPom(['org.apache.kafka:kafka_2.12:3.4.0'])).toContain(
    '<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.12</artifactId><version>3.4.0</version></dependency>',
  );
});

test.each([
  [
    'the cause at the end of a chain',
    '[ERROR] Failed to read x: Could not transfer artifact a:pom:1 from/to c (https://c): Unknown host c -> [Help 1]',
    'Could not transfer artifact a:pom:1 from/to c (https://c): Unknown host c',
  ],
  [
    'a whole line without such a cause',
    '[ERROR] No plugin found for prefix x -> [Help 1]',
    'No plugin found for prefix x',
  ],
  [
    'the first with words, under its colours',
    '\u001b[0m\u001b[0m[ERROR] Could not create local repository at /nonexistent/.m2/repository -> [Help 1]\n[ERROR] ',
    'Could not create local repository at /nonexistent/.m2/repository',
  ],
  [
    "Java's, when it does not start",
    "Picked up JAVA_TOOL_OPTIONS: -XX:+No\nUnrecognized VM option 'No'\nError: A fatal exception has occurred.",
    "Unrecognized VM option 'No'",
  ],
  [
    "that of Java's main thread and not of its stack",
    'Exception in thread "main" java.lang.ExceptionInInitializerError\n\tat a.B.c(B.java:1)\n\t... 23 more',
    'Exception in thread "main" java.lang.ExceptionInInitializerError',
  ],
  ['what is not an error line, for want of one', 'sh: 1: java: not found', 'sh: 1: java: not found'],
])('of the errors of Maven the telling line is %s', (_, line, telling) => {
  expect(tellingLine(['[INFO] Scanning for projects...', ...line.split('\n'), ''])).toBe(telling);
});
