import { raftSystem } from '../go/raft-system.ts';
import { keyspace } from './keyspace.ts';

/** etcd as a program that keeps one log by Raft. */
export const etcdRaft = raftSystem({
  name: 'etcd',
  title: 'etcd',
  binary: 'etcd',
  target: '.',
  role: 'member',
  log: keyspace,
  position: 'revision',
  leader: 'the leader now',
});
