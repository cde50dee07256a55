import { raftSystem } from '../go/raft-system.ts';
import { streamName } from './stream.ts';

/** NATS JetStream as a program that keeps one log by Raft: a tool of the module in `data/nats/VERSION/`, which has no code of its own. */
export const natsRaft = raftSystem({
  name: 'nats',
  title: 'NATS',
  binary: 'nats-server',
  target: 'github.com/nats-io/nats-server/v2',
  role: 'server',
  log: streamName,
  position: 'sequence',
  leader: 'the leader of the stream now',
});
