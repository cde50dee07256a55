import type { Cluster } from '../cluster/cluster.ts';
import { Inconclusive } from '../errors.ts';
import { wordsOf } from '../lib/system-words.ts';
import { type Plan, partitionsOf } from '../plan.ts';
import type { StepContext } from '../steps/step.ts';
import type { PartitionRead } from '../systems/system.ts';

/** Reads every partition from its start to its end. A read that stops short is recorded as what it is. */
export async function readFinally(
  cluster: Cluster,
  context: StepContext,
  onRead: (partition: string, read: PartitionRead) => void = () => undefined,
): Promise<string> {
  await using client = await cluster.client(context.signal);
  const process = context.nextProcess();
  const words: string[] = [];
  const short: string[] = [];
  for (const partition of partitionsOf(cluster.plan.topics)) {
    const start = context.now();
    const read = await client.readToEnd(partition, context.signal);
    recordRead(context, { process, partition, read, start });
    onRead(partition, read);
    words.push(`${partition}: ${rangeText(read, cluster.plan)}`);
    if (read.atEnd === null) short.push(`${partition}: ${read.why ?? 'the read stopped short'}`);
  }
  if (short.length > 0) throw new Inconclusive(`the final read did not reach the end: ${short.join('; ')}`);
  return words.slice(0, 3).join('; ');
}

interface FinalRead {
  readonly process: number;
  readonly partition: string;
  readonly read: PartitionRead;
  readonly start: number;
}

function recordRead({ record, now }: StepContext, { process, partition, read, start }: FinalRead): void {
  record({
    type: 'op',
    process,
    f: 'poll',
    status: 'ok',
    start,
    end: now(),
    actions: [{ poll: { [partition]: read.records.map(([offset, value]) => [offset, value]) } }],
    final: true,
    ...(read.aborted === undefined ? {} : { aborted: { [partition]: read.aborted } }),
    ...(read.atStart === undefined ? {} : { atStart: { [partition]: read.atStart } }),
    ...(read.atEnd === null ? { error: read.why } : { atEnd: { [partition]: read.atEnd } }),
  });
}

function rangeText({ records, aborted = 0 }: PartitionRead, plan: Plan): string {
  const first = records[0];
  const last = records.at(-1);
  const besides = aborted > 0 ? `, besides ${aborted} of aborted transactions` : '';
  if (!first || !last) return `no records${besides}`;
  return `${records.length} records, ${wordsOf(plan).position}s ${first[0]}-${last[0]}${besides}`;
}
