import { expect, test } from 'vitest';
import { runVersions } from './versions.ts';

async function told(options: { json?: boolean } = {}): Promise<readonly string[]> {
  const lines: string[] = [];
  expect(await runVersions(options, (line) => lines.push(line))).toBe(0);
  return lines;
}

test('each pinned version tells where it keeps its metadata and whether it knows eligible leader replicas', async () => {
  const [head, ...rows] = await told();
  expect(head).toMatch(/^version +metadata +eligible leader replicas +Java +cached$/);
  expect(rows[0]).toMatch(/^3\.4\.0 +zookeeper +none +8\+ /);
  expect(rows[3]).toMatch(/^4\.3\.1 +kraft +on by default +17\+ /);
});

test('no line is longer than 80 columns', async () => {
  expect((await told()).filter((line) => line.length > 80)).toEqual([]);
});

test('scripts get JSON', async () => {
  const [line = ''] = await told({ json: true });
  expect(JSON.parse(line)[0]).toMatchObject({
    version: '3.4.0',
    metadata: ['zookeeper'],
    elr: 'none',
  });
});
