import { expect, test } from 'vitest';
import { registeredAtControllers } from './kraft-registered.ts';

// Printed by Kafka 4.3.1 and 3.9.1, cut in the middle.
const active = (epoch: number) =>
  `[x] INFO [QuorumController id=101] Becoming the active controller at epoch ${epoch}, next write offset 1. (org.apache.kafka.controller.QuorumController)`;
const registers = (id: number) =>
  `[x] INFO [QuorumController id=101] Replayed initial RegisterBrokerRecord for broker ${id}: RegisterBrokerRecord(brokerId=${id}, isMigratingZkBroker=false, brokerEpoch=33, rack=null, fenced=true, inControlledShutdown=false, logDirs=[x]) (org.apache.kafka.controller.ClusterControlManager)`;
const comesBack = (id: number) =>
  registers(id).replace(
    'initial RegisterBrokerRecord for',
    'RegisterBrokerRecord establishing a new incarnation of',
  );
const changes = (id: number, fenced: number) =>
  `[x] INFO [QuorumController id=101] Replayed BrokerRegistrationChangeRecord modifying the registration for broker ${id}: BrokerRegistrationChangeRecord(brokerId=${id}, brokerEpoch=33, fenced=${fenced}, inControlledShutdown=0, logDirs=[]) (org.apache.kafka.controller.ClusterControlManager)`;
const fences = (id: number) =>
  `[x] INFO [QuorumController id=101] Fencing broker ${id} at epoch 33 because its session has timed out. (org.apache.kafka.controller.ReplicationControlManager)`;
const renounces =
  '[x] WARN [QuorumController id=101] Renouncing the leadership due to a metadata log event. We were the leader at epoch 1, but in the new epoch 2, the leader is 102. (org.apache.kafka.controller.QuorumController)';

const of = (...lines: string[]) => registeredAtControllers([{ name: 'controller-1', lines }]);

test('a broker counts from the moment it is unfenced', () => {
  expect(of(active(1), registers(1))).toEqual({ nodes: [] });
  expect(of(active(1), registers(2), changes(2, -1), registers(1), changes(1, -1))).toEqual({
    nodes: ['broker-1', 'broker-2'],
  });
});

test('a change that touches no fence leaves it as it is', () => {
  expect(of(active(1), registers(1), changes(1, -1), changes(1, 0))).toEqual({ nodes: ['broker-1'] });
});

test.each([
  ['its session timed out', fences(1)],
  ['it was fenced', changes(1, 1)],
  ['a new incarnation has to catch up first', comesBack(1)],
])('it counts no more when %s', (_title, line) => {
  expect(of(active(1), registers(1), changes(1, -1), line)).toEqual({ nodes: [] });
});

test('a log that is replayed says nothing before its controller is active', () => {
  const before = [registers(1), changes(1, -1)];
  expect(of(...before)).toEqual({ notServing: 'no active controller yet among controller-1' });
  expect(of(...before, active(2))).toEqual({ nodes: ['broker-1'] });
});

test('a controller that lost its leadership is not asked', () => {
  expect(of(active(1), renounces)).toHaveProperty('notServing');
  const controllers = [
    { name: 'controller-1', lines: [active(1), registers(1), changes(1, -1)] },
    { name: 'controller-2', lines: [registers(1), changes(1, -1), active(2), fences(1)] },
  ];
  expect(registeredAtControllers(controllers)).toEqual({ nodes: [] });
});

test('nobody can tell when no controller runs', () => {
  expect(registeredAtControllers([])).toEqual({ notServing: 'no controller runs' });
});
