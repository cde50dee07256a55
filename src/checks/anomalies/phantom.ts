import { defineAnomaly } from '../define.ts';

/** Someone else writes to the topic, or the log returns bytes that nobody wrote. */
export const phantom = defineAnomaly({
  name: 'phantom',
  summary: 'a value was read that nobody sent to that partition',
  failing: true,
  *inPartition({ name, values, writer, reader, lowestPolled }, { ops }) {
    for (let value = 0; value < values.length; value++) {
      if (writer.get(value) >= 0) continue;
      const offset = lowestPolled.get(value);
      yield {
        partition: name,
        value: values.get(value),
        ...(offset >= 0 ? { offset } : {}),
        reader: ops.refer(reader.get(value)),
      };
    }
  },
});
