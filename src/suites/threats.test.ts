import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pickThreats, planThreat } from './threats.ts';

const use = { replicas: 3, acks: -1, topicConfig: [] };

test('every threat of the library says what happens, once, and expects nothing of its own', () => {
  const threats = pickThreats([]);
  expect(new Set(threats.map(({ text }) => text)).size).toBe(threats.length);
  expect(threats.length).toBeGreaterThan(8);
  for (const { written } of threats) expect(written.text).not.toMatch(/^expect:/m);
});

test.each(['3.4.0', '3.9.1', '4.1.1', '4.3.1'])('every threat can be planned for Kafka %s', (kafka) => {
  for (const threat of pickThreats([])) {
    expect(planThreat(threat, { kafka }, use)).toMatchObject({ expect: { loss: 'none' } });
  }
});

test("a user's own threat joins by its file", () => {
  const folder = mkdtempSync(join(tmpdir(), 'fsync-lab-threat-'));
  try {
    const file = join(folder, 'mine.yaml');
    const rest =
      'title: mine\ncluster: { kafka: "3.9.1" }\ntopic: { name: t }\nsteps: [{ produce: { records: 1 } }]\n';
    writeFileSync(file, `threat: the moon falls\n${rest}`);
    expect(pickThreats([file])).toMatchObject([{ name: 'mine', text: 'the moon falls' }]);
    writeFileSync(file, rest);
    expect(() => pickThreats([file])).toThrow('is no threat: it has no `threat:`');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a name that is none is refused with the nearest', () => {
  expect(() => pickThreats(['loses-power-al'])).toThrow("did you mean 'loses-power-all'?");
});
