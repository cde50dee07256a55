import { defineAnomaly } from '../define.ts';

/** Aborted read: a record whose send certainly failed was read. */
export const g1a = defineAnomaly({
  name: 'G1a',
  summary: 'a read returned a value whose send had failed',
  failing: true,
  *inPartition({ name, values, writer, okReader }, { ops }) {
    for (let value = 0; value < values.length; value++) {
      const by = writer.get(value);
      const reader = okReader.get(value);
      if (by < 0 || reader < 0 || ops.status(by) !== 'fail') continue;
      yield { partition: name, value: values.get(value), reader: ops.refer(reader), writer: ops.refer(by) };
    }
  },
});
