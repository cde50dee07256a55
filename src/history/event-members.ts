import { z } from 'zod';

/** When something happened, on the clock of the run. */
export const time = z.number().describe('ms since the run began, monotonic');
/** Of which partition an event tells. */
export const partition = z.string().describe('`topic-number`');
/** A place in a log. */
export const offset = z.number().int();
