import { docker } from './docker.ts';
import { local } from './local.ts';
import type { RuntimeKind } from './machine.ts';

/** Every runtime, in the order in which `auto` tries them. */
export const runtimeKinds: readonly RuntimeKind[] = [docker, local];
