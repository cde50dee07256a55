import { defineAnomaly } from '../define.ts';

/** Someone else writes to the topic, or the log returns bytes that nobody wrote. */
export const phantom = defineAnomaly({
  name: 'phantom',
  summary: 'a value was read that nobody sent to that partition',
  failing: true,
  *inPartition({ name, values, writer, reader, lowestPolled }, { ops }) {
    for (let value = 0; value < values.length; value++) {
      if ((writer[value] as number) >= 0) continue;
      const offset = lowestPolled[value] as number;
      yield {
        partition: name,
        value: values[value],
        ...(offset >= 0 ? { offset } : {}),
        reader: ops.refer(reader[value] as number),
      };
    }
  },
});
