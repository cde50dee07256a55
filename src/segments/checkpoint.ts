/** A checkpoint file's entries, or why it cannot be used: a power cut may leave it empty or cut short. */
export type Checkpoint<Entry> = { readonly entries: readonly Entry[] } | { readonly problem: string };

/** Where a leader epoch began: `leader-epoch-checkpoint`. */
export type EpochStart = readonly [epoch: number, startOffset: number];

/** An offset of a partition: `replication-offset-checkpoint` (high watermarks), and its sisters in a data folder. */
export interface PartitionOffset {
  readonly partition: string;
  readonly offset: number;
}

/** Reads a `leader-epoch-checkpoint`. */
export function parseEpochCheckpoint(text: string): Checkpoint<EpochStart> {
  return parseCheckpoint(text, /^(\d+) (\d+)$/, ([, epoch, start]) => [Number(epoch), Number(start)]);
}

/** Reads a `replication-offset-checkpoint`, `recovery-point-offset-checkpoint` or `log-start-offset-checkpoint`. */
export function parseOffsetCheckpoint(text: string): Checkpoint<PartitionOffset> {
  return parseCheckpoint(text, /^(\S+) (\d+) (\d+)$/, ([, topic, partition, offset]) => ({
    partition: `${topic}-${partition}`,
    offset: Number(offset),
  }));
}

/** Version, number of entries, then one entry a line: Kafka refuses a file whose number does not match, and so do we. */
function parseCheckpoint<Entry>(
  text: string,
  shape: RegExp,
  entryOf: (match: RegExpExecArray) => Entry,
): Checkpoint<Entry> {
  const [version, count, ...rest] = text.split('\n');
  const lines = rest.filter((line) => line !== '');
  if (version !== '0')
    return { problem: text === '' ? 'is empty' : `has version ${JSON.stringify(version)}` };
  if (!count || Number(count) !== lines.length) {
    return { problem: `says ${count || 'no'} entries, has ${lines.length}` };
  }
  const matches = lines.map((line) => shape.exec(line));
  const bad = matches.indexOf(null);
  if (bad !== -1) return { problem: `has an entry that is none: ${JSON.stringify(lines[bad])}` };
  return { entries: matches.filter((match) => match !== null).map(entryOf) };
}
