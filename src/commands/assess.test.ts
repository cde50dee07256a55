import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runAssess } from './assess.ts';
import { type AssessFlags, assessFileName, withAssessFile } from './assess-flags.ts';

const flags: AssessFlags = {
  runtime: 'local',
  set: [],
  topicConfig: [],
  threats: [],
  allow: [],
  whatIf: [],
  advice: false,
  out: 'runs',
};
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fsync-lab-assess-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const kept = (text: string) => {
  const file = join(folder, assessFileName);
  writeFileSync(file, text);
  return file;
};
const assess = (files: readonly string[], changes: Partial<AssessFlags> = {}) =>
  runAssess(files, { ...flags, ...changes }, new AbortController().signal);

test("a project's file fills up what the command line leaves out", () => {
  const file = kept(
    'files: [a.properties]\nkafka: "3.9.1"\nacks: 1\nallow: [loses-power-all]\nthreats: [killed-one]\n',
  );
  expect(withAssessFile([], flags, file)).toMatchObject({
    files: ['a.properties'],
    flags: { kafka: '3.9.1', acks: '1', allow: ['loses-power-all'], threats: ['killed-one'] },
  });
});

test('the command line wins over it, and what it accepts is accepted besides', () => {
  const file = kept(
    'files: [a.properties]\nkafka: "3.9.1"\nallow: [loses-power-all]\nthreats: [killed-one]\n',
  );
  const given = { ...flags, kafka: '4.3.1', allow: ['disk-full'], threats: ['paused-one'] };
  expect(withAssessFile(['b.properties'], given, file)).toMatchObject({
    files: ['b.properties'],
    flags: { kafka: '4.3.1', allow: ['loses-power-all', 'disk-full'], threats: ['paused-one'] },
  });
});

test('a mistake in it is told at its place', () => {
  expect(() => withAssessFile([], flags, kept('files: [a]\nkafcka: "3.9.1"\n'))).toThrow(
    /fsync-lab\.assess\.yaml:2:1 +unknown key 'kafcka'; did you mean 'kafka'/,
  );
});

test('a threat that nobody knows is not accepted in silence', async () => {
  const file = join(folder, 'server.properties');
  writeFileSync(file, 'min.insync.replicas=2\n');
  await expect(assess([file], { allow: ['loses-power-al'] })).rejects.toThrow(
    "--allow loses-power-al: no threat is called so; did you mean 'loses-power-all'?",
  );
});

test("a user's own threat can be accepted, too", async () => {
  const own = join(folder, 'mine.yaml');
  writeFileSync(
    own,
    'title: t\nthreat: the moon falls\ncluster: { kafka: "3.9.1" }\ntopic: { name: t }\nsteps: []\n',
  );
  // Refused for its missing file of settings, so the acceptance was taken before.
  await expect(assess([join(folder, 'none')], { threats: [own], allow: ['mine'] })).rejects.toThrow('ENOENT');
});
