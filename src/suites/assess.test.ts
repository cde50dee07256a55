import { expect, test } from 'vitest';
import { lossRun, safeRun } from '../checks/testing/run.ts';
import { UserError } from '../errors.ts';
import type { HistoryEvent } from '../history/event.ts';
import { judgeHistory } from '../judge/verdict.ts';
import type { Plan } from '../plan.ts';
import type { MeasuredChange } from '../reports/assessment.ts';
import { type AssessOptions, assess } from './assess.ts';
import { askedChange } from './candidates.ts';
import { pickThreats } from './threats.ts';

const noLoss = { loss: 'none', lost: null, anomalies: null, down: [], unavailable: null } as const;

/** Runs that end as `play` says; a loss of a run that expects none is what makes a threat unsafe. */
async function assessed(play: (plan: Plan) => HistoryEvent[], options: Partial<AssessOptions> = {}) {
  const told: string[] = [];
  const found = await assess({
    threats: pickThreats(['killed-one', 'loses-power-all']),
    plan: {},
    use: { replicas: 3, acks: -1, topicConfig: [] },
    allow: [],
    asked: [],
    isAdvised: true,
    jobs: 1,
    signal: new AbortController().signal,
    runOne: async (plan) => ({ judged: await judgeHistory(play(plan)), folder: `runs/${plan.name}` }),
    onBegin: () => undefined,
    onRow: ({ name, verdict }, change) => void told.push(`${name} ${change ?? 'today'}: ${verdict}`),
    ...options,
  });
  return { ...found, told };
}

const flushes = ({ cluster }: Plan) =>
  (cluster.config as Record<string, string>)['log.flush.interval.messages'] === '1';
const lossy = (plan: Plan) =>
  plan.name.includes('power') && !flushes(plan) ? lossRun({ expect: noLoss }) : safeRun({ expect: noLoss });
const verdictsOf = ({ change, rows }: MeasuredChange) => [change, ...rows.map(({ verdict }) => verdict)];

test('what is unsafe is tried again with what may help, and only with that', async () => {
  const { rows, changes, told } = await assessed(lossy);
  expect(rows).toMatchObject([
    { name: 'killed-one', verdict: 'safe', lost: 0 },
    { name: 'loses-power-all', verdict: 'unsafe', lost: 1, acknowledged: 20 },
  ]);
  expect(changes.map(verdictsOf)).toEqual([['log.flush.interval.messages=1', 'safe']]);
  expect(told.at(-1)).toBe('loses-power-all log.flush.interval.messages=1: safe');
});

test('a change that does not help is told as one, and no other is made up', async () => {
  const { changes } = await assessed((plan) =>
    plan.name.includes('power') ? lossRun({ expect: noLoss }) : safeRun({ expect: noLoss }),
  );
  expect(changes.map(verdictsOf)).toEqual([['log.flush.interval.messages=1', 'unsafe']]);
});

test('where all is safe nothing more is run', async () => {
  const { changes, told } = await assessed(() => safeRun({ expect: noLoss }));
  expect(changes).toEqual([]);
  expect(told).toHaveLength(2);
});

test('a change that will not do is told before anything runs', async () => {
  let ran = 0;
  const runOne = async (): Promise<never> => {
    ran += 1;
    throw new Error('it ran');
  };
  const asked = [askedChange('log.flush.interval.mesages=1')];
  await expect(assessed(lossy, { asked, runOne })).rejects.toThrow(
    /^--what-if log\.flush\.interval\.mesages=1 +Kafka 3\.9\.1 knows no broker key .+; did you mean/,
  );
  expect(ran).toBe(0);
});

test('a change that was asked about meets every threat', async () => {
  const { changes } = await assessed(lossy, { asked: [askedChange('acks=1')], isAdvised: false });
  expect(changes.map(verdictsOf)).toEqual([['acks=1', 'safe', 'unsafe']]);
});

test('what this machine refuses was not tried, and is never safe', async () => {
  const { rows } = await assessed(() => [], {
    runOne: async () => {
      throw new UserError('mounting a disk per node needs root');
    },
  });
  expect(rows).toMatchObject([
    { verdict: 'not tried', lost: null, reasons: ['mounting a disk per node needs root'] },
    { verdict: 'not tried' },
  ]);
});

test('a run that proves nothing is inconclusive', async () => {
  const { rows } = await assessed(() => safeRun({ expect: noLoss }).filter(({ type }) => type !== 'end'));
  expect(rows.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
});

test('an unsafe threat that is accepted stays unsafe', async () => {
  const { rows } = await assessed(lossy, { allow: ['loses-power-all'], isAdvised: false });
  expect(rows[1]).toMatchObject({ verdict: 'unsafe', isAllowed: true });
});

test('a threat that needs more replicas than the topic has is not tried', async () => {
  const { rows } = await assessed(() => safeRun({ expect: noLoss }), {
    threats: pickThreats(['loses-power-last']),
    use: { replicas: 1, acks: -1, topicConfig: [] },
  });
  expect(rows).toMatchObject([
    { verdict: 'not tried', reasons: ['it needs a topic of 3 replicas, and yours has 1'] },
  ]);
});

test('acks and replicas of the user reach every workload and topic', async () => {
  const plans: Plan[] = [];
  await assessed(
    (plan) => {
      plans.push(plan);
      return safeRun({ expect: noLoss });
    },
    { use: { replicas: 2, acks: 1, topicConfig: ['flush.messages=1'] } },
  );
  expect(plans[0]?.topics).toMatchObject([{ replicas: 2, config: { 'flush.messages': '1' } }]);
  const workloads = plans.flatMap(({ steps }) =>
    steps.filter(({ name }) => name === 'produce' || name === 'load'),
  );
  expect(workloads.length).toBeGreaterThan(2);
  expect(workloads.map(({ args }) => (args as { acks: number }).acks)).toEqual(workloads.map(() => 1));
});
