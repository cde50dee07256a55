import { listText } from '../../../lib/words.ts';
import { defineWaitForRegistered } from '../../../steps/wait-for-registered.ts';

/** The session of a killed broker outlives it; the same broker must not come back before it has expired. */
export const unregistered = defineWaitForRegistered({
  name: 'unregistered',
  summary: 'The metadata store serves and knows none of these nodes (their sessions have expired)',
  example: 'wait: { unregistered: brokers }',
  describe: (names) => `wait until no session of ${listText(names)} is left`,
  registered: false,
});
