import { listText } from '../../../lib/words.ts';
import { defineWaitForRegistered } from '../../../steps/wait-for-registered.ts';

/** The cluster counts on a broker only once the metadata store knows it. */
export const registered = defineWaitForRegistered({
  name: 'registered',
  summary: 'The metadata store knows these nodes',
  example: 'wait: { registered: brokers }',
  describe: (names) => `wait until ${listText(names)} ${names.length === 1 ? 'is' : 'are'} registered`,
  registered: true,
});
