import type { EventOf } from '../history/event.ts';

/** What the clients sent, in buckets of equal time: as small for a million records as for ten. */
export interface Traffic {
  readonly bucketMs: number;
  readonly buckets: readonly TrafficBucket[];
  /** Sends that did not succeed, the first of them: what was said, and when. */
  readonly troubles: readonly EventOf<'op'>[];
  /** How many sends did not succeed. */
  readonly troubled: number;
  /** Records that were sent with acks=0, without an error: nobody was asked to acknowledge them. */
  readonly unasked: number;
}

/** Records by their outcome, at the time of the answer. */
export interface TrafficBucket {
  readonly acked: number;
  readonly failed: number;
  readonly unknown: number;
  /** Of acknowledged sends: the longest. */
  readonly latencyMsMax: number;
}

type Bucket = { -readonly [key in keyof TrafficBucket]: TrafficBucket[key] };

const bucketsMax = 240;
const firstBucketMs = 25;
const troublesMax = 200;

/** A fold over the operations. When the run outgrows its buckets, two become one. */
export function startTraffic(): { on(op: EventOf<'op'>): void; end(): Traffic } {
  let bucketMs = firstBucketMs;
  let buckets: Bucket[] = [];
  let troubled = 0;
  let unasked = 0;
  const troubles: EventOf<'op'>[] = [];
  return {
    on(op) {
      if (op.f !== 'send' || !(op.end >= 0)) return;
      if (isUnasked(op)) {
        unasked += op.actions.length;
        return;
      }
      while (op.end >= bucketMs * bucketsMax) {
        buckets = halved(buckets);
        bucketMs *= 2;
      }
      const at = Math.floor(op.end / bucketMs);
      while (buckets.length <= at) buckets.push(emptyBucket());
      count(buckets[at] as Bucket, op);
      if (op.status !== 'ok' && ++troubled <= troublesMax) troubles.push(op);
    },
    end: () => ({ bucketMs, buckets, troubles, troubled, unasked }),
  };
}

/** No outcome at all: it is counted apart, and no trouble. */
function isUnasked({ acks, error }: EventOf<'op'>): boolean {
  return acks === 0 && error === undefined;
}

function emptyBucket(): Bucket {
  return { acked: 0, failed: 0, unknown: 0, latencyMsMax: 0 };
}

function count(bucket: Bucket, { status, actions, start, end }: EventOf<'op'>): void {
  const records = actions.filter((action) => 'send' in action).length;
  if (status === 'unknown') bucket.unknown += records;
  else if (status === 'fail') bucket.failed += records;
  else {
    bucket.acked += records;
    bucket.latencyMsMax = Math.max(bucket.latencyMsMax, end - start);
  }
}

function halved(buckets: readonly Bucket[]): Bucket[] {
  return Array.from({ length: Math.ceil(buckets.length / 2) }, (_, i) => {
    const [a, b] = [buckets[2 * i] as Bucket, buckets[2 * i + 1] ?? emptyBucket()];
    return {
      acked: a.acked + b.acked,
      failed: a.failed + b.failed,
      unknown: a.unknown + b.unknown,
      latencyMsMax: Math.max(a.latencyMsMax, b.latencyMsMax),
    };
  });
}
