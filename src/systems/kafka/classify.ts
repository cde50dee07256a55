import type { ClassifiedLine } from '../system.ts';

/** Broker log lines that are evidence, as 3.4 to 4.3 print them. `offset` is where the log ends (or begins, or is
 * compacted up to) after the line's event. */
const patterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  [
    'truncating',
    /\[(?:UnifiedLog|Log) partition=(?<partition>\S+), .*\] Truncating to offset (?<offset>\d+)/,
  ],
  [
    'corruption',
    /\[LogLoader partition=(?<partition>\S+), .*Corruption found in segment .*truncating to offset (?<offset>\d+)/,
  ],
  // The log start moves by retention (time, size), or because a client asked for it. "due to leader offset increment",
  // which a follower prints, only repeats what the leader did.
  [
    'expired',
    /\[(?:UnifiedLog|Log) partition=(?<partition>\S+), .*\] Incremented log start offset to (?<offset>\d+) due to segment deletion/,
  ],
  [
    'deleted',
    /\[(?:UnifiedLog|Log) partition=(?<partition>\S+), .*\] Incremented log start offset to (?<offset>\d+) due to client delete records request/,
  ],
  // LogManager.asyncDelete: a topic was deleted, or the replica was taken from this broker.
  ['replica-deleted', /Log for partition (?<partition>\S+) is renamed to \S+ and is scheduled for deletion/],
  // The end of the section is where the next cleaning begins.
  [
    'compacted',
    /^\s*Log cleaner thread \d+ cleaned log (?<partition>\S+) \(dirty section = \[\d+, (?<offset>\d+)\]\)/,
  ],
  ['recovering', /\[LogLoader partition=(?<partition>\S+), .*Recovering unflushed segment/],
  ['invalid-messages', /Found invalid messages in log segment/],
  ['leading', / Leader (?<partition>\S+) .*starts at leader epoch (?<epoch>\d+) from offset (?<offset>\d+)/],
  // Printed by the controller: no member of the ISR or the ELR was left to elect.
  ['unclean-election', / UNCLEAN partition change for (?<partition>\S+) with topic ID /],
  ['isr', /\[Partition (?<partition>\S+) broker=\d+\] (?:Shrinking ISR|Expanding ISR|ISR updated)/],
  [
    'log-dir-failed',
    /Stopping serving logs in dir|Error while .*log directory|Shutdown broker because all log dirs/,
  ],
  ['fatal', / FATAL /],
];

/** What a line of a broker's output tells; null for the many that are no evidence. */
export function classifyLine(line: string): ClassifiedLine | null {
  for (const [kind, pattern] of patterns) {
    const groups = pattern.exec(line);
    if (!groups) continue;
    const { partition, offset, epoch } = groups.groups ?? {};
    return {
      kind,
      ...(partition === undefined ? {} : { partition }),
      ...(offset === undefined ? {} : { offset: Number(offset) }),
      ...(epoch === undefined ? {} : { epoch: Number(epoch) }),
    };
  }
  return null;
}
