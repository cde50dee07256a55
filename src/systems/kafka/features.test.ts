import { expect, test } from 'vitest';
import { formattedFeatures, hasEligibleLeaderReplicas } from './features.ts';
import { kafkaClusterSchema } from './schema.ts';

const cluster = (written: object) => kafkaClusterSchema.parse(written);
const level = (value: string) => ({ 'eligible.leader.replicas.version': value });

test.each([
  [{ kafka: '3.9.1' }, false],
  [{ kafka: '3.9.1', metadata: 'kraft' }, false],
  [{ kafka: '4.1.1' }, true],
  [{ kafka: '4.3.1' }, true],
  [{ kafka: '4.3.1', features: level('0') }, false],
  [{ home: './kafka', features: level('1') }, true],
])('%j keeps eligible leader replicas: %s', (written, has) => {
  expect(hasEligibleLeaderReplicas(cluster(written))).toBe(has);
});

test('a level 0 is asked for only where there is such a feature', () => {
  expect(formattedFeatures(cluster({ kafka: '4.3.1', features: level('0') }))).toEqual(level('0'));
  expect(formattedFeatures(cluster({ kafka: '3.9.1', features: level('0') }))).toEqual({});
});
