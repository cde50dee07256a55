import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { Job } from 'kubernetes-models/batch/v1';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { shardOf } from '../suites/shard.ts';

const manifest = parse(readFileSync(join(import.meta.dirname, '../../docs/fleet-job.yaml'), 'utf8'));
const [container] = manifest.spec.template.spec.containers;

test('the manifest is a Job by the schema of Kubernetes', () => {
  expect(() => new Job(manifest).validate()).not.toThrow();
  const misspelt = { ...manifest, spec: { ...manifest.spec, completionMod: 'Indexed', completions: '3' } };
  expect(() => new Job(misspelt).validate()).toThrow(/completions/);
});

test('every pod knows its part: the Job is indexed, and its count is the one that the pods are told', () => {
  expect(manifest.spec.completionMode).toBe('Indexed');
  const { value } = container.env.find(({ name }: { name: string }) => name === 'JOB_COMPLETIONS');
  expect(value).toBe(String(manifest.spec.completions));
  const env = { JOB_COMPLETION_INDEX: '2', JOB_COMPLETIONS: value };
  expect(shardOf(undefined, env)).toEqual({ index: 2, count: 3 });
});

test.each([
  [0, 0],
  [1, 0],
  [3, 0],
  [2, 1],
  [137, 1],
])('an fsync-lab that exits with %i ends the pod with %i', async (exit, ended) => {
  const [shell, flag] = container.command;
  const script = `fsync-lab() { return ${exit}; }\n${container.args[0]}`;
  const { exitCode } = await execa(shell, [flag, script.replaceAll('fsync-lab', 'lab')], { reject: false });
  expect(exitCode).toBe(ended);
});
