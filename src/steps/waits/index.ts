import { ownWaits } from '../../systems/own-steps.ts';
import type { Wait } from '../step.ts';
import { acknowledged } from './acknowledged.ts';
import { endOffset } from './end-offset.ts';
import { inSync } from './in-sync.ts';
import { leader } from './leader.ts';
import { log } from './log.ts';
import { read } from './read.ts';

/** Everything that a `wait` step can wait for: of any system, then each system's own. */
export const waits: readonly Wait[] = [leader, inSync, endOffset, acknowledged, read, log, ...ownWaits];
