import type { Wait } from '../step.ts';
import { acknowledged } from './acknowledged.ts';
import { compacted } from './compacted.ts';
import { endOffset } from './end-offset.ts';
import { isr } from './isr.ts';
import { leader } from './leader.ts';
import { log } from './log.ts';
import { registered } from './registered.ts';
import { startOffset } from './start-offset.ts';
import { unregistered } from './unregistered.ts';

/** Everything that a `wait` step can wait for. */
export const waits: readonly Wait[] = [
  leader,
  isr,
  registered,
  unregistered,
  endOffset,
  acknowledged,
  startOffset,
  compacted,
  log,
];
