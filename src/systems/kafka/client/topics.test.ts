import { expect, test } from 'vitest';
import { testPlan } from '../../../steps/fixtures/plan.ts';
import { createTopics } from './topics.ts';
import type { Wire } from './wire.ts';

/** A controller that answers each request with these refusals of topic1, as kafkajs throws them; none is a success. */
function creating(...answers: readonly (readonly string[])[]) {
  let asked = 0;
  const send = async () => {
    const types = answers[asked] ?? [];
    asked += 1;
    if (types.length === 0) return {};
    const errors = types.map((type) => ({ topic: 'topic1', type, message: 'so it is' }));
    throw Object.assign(new Error('Topic creation errors'), { errors });
  };
  const wire = { send, isOpen: () => true } as unknown as Wire;
  const { signal } = new AbortController();
  const done = createTopics(testPlan().topics, { controller: async () => wire, signal });
  return { done, asked: () => asked };
}

test('what the cluster refuses for the moment is asked again, and what is made by then is made', async () => {
  const { done, asked } = creating(['INVALID_REPLICA_ASSIGNMENT'], ['TOPIC_ALREADY_EXISTS']);
  await done;
  expect(asked()).toBe(2);
});

test('what another try will meet again is told with the topic', async () => {
  await expect(creating(['INVALID_CONFIG']).done).rejects.toThrow(
    'topics cannot be made: topic1: INVALID_CONFIG, so it is',
  );
  await expect(creating(['TOPIC_ALREADY_EXISTS']).done).rejects.toThrow('TOPIC_ALREADY_EXISTS');
});
