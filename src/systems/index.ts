import { bookkeeper } from './bookkeeper/index.ts';
import { etcd } from './etcd/index.ts';
import { kafka } from './kafka/index.ts';
import { nats } from './nats/index.ts';
import type { System } from './system.ts';

/** Every system that can be put on the nodes; the key under `cluster:` chooses. */
export const systems: readonly System[] = [kafka, etcd, nats, bookkeeper];
