import { expect, test } from 'vitest';
import { natsProblems } from './problems.ts';
import { natsClusterSchema } from './schema.ts';
import { configText, mergedSettings, writtenSettings } from './settings.ts';

const cluster = (config: object) => natsClusterSchema.parse({ nats: '2.12.1', config });
const textOf = (config: object, own = {}) =>
  configText(mergedSettings(writtenSettings(cluster(config)), own));

test('a key stands in its block, however it was written', () => {
  const text = 'jetstream {\n  sync_interval: "always"\n  max_mem: 1000\n}\n';
  expect(textOf({ jetstream: { sync_interval: 'always', max_mem: 1000 } })).toBe(text);
  expect(textOf({ 'jetstream.sync_interval': 'always', jetstream: { max_mem: 1000 } })).toBe(text);
});

test("the run's own settings come over those of the scenario", () => {
  const own = { server_name: 'server-1', cluster: { routes: ['nats-route://a:1'] } };
  expect(textOf({ server_name: 'x', cluster: { pool_size: -1 } }, own)).toBe(
    'server_name: "server-1"\ncluster {\n  pool_size: -1\n  routes: ["nats-route://a:1"]\n}\n',
  );
});

test.each([
  [{ server_name: 'x' }, ['config', 'server_name'], 'server_name'],
  [{ jetstream: { store_dir: '/x' } }, ['config', 'jetstream', 'store_dir'], 'jetstream.store_dir'],
  [{ 'cluster.routes': 'x' }, ['config', 'cluster.routes'], 'cluster.routes'],
])('%j is refused at its place', (config, path, key) => {
  expect(natsProblems(cluster(config))).toEqual([
    { path, message: `'${key}' is set by fsync-lab for each server` },
  ]);
});
