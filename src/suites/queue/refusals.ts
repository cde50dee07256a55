import type { Job, Queue, QueueEvents } from 'bullmq';
import { UserError } from '../../errors.ts';
import { printable } from '../../lib/printable.ts';
import { type RefusedBy, refusalsOf } from './keys.ts';

const lookEachMs = 2000;
/** So long a worker that can may still come. */
const patienceMs = 30_000;

/** Listens to workers that leave cells to others. */
export interface Refusals {
  /** Never answers; throws a UserError once every worker has left the job to others, and all that is left is such. Until `signal`. */
  byAll(job: Job, signal: AbortSignal): Promise<never>;
  /** How many workers there were at the last look. */
  workers(): number;
  stop(): void;
}

interface Waiting {
  refusedBy: RefusedBy;
  readonly refuse: (why: UserError) => void;
}

/** Also tells that there is no worker at all, that one is gone, and each reason once. */
export function watchRefusals({
  queue,
  events,
  tell,
}: {
  readonly queue: Queue;
  readonly events: QueueEvents;
  readonly tell: (text: string) => void;
}): Refusals {
  const waiting = new Map<string, Waiting>();
  const tellOnce = once(tell);
  events.on('progress', ({ jobId, data }) => {
    const job = waiting.get(jobId);
    if (!job) return;
    job.refusedBy = refusalsOf(data);
    for (const [worker, why] of Object.entries(job.refusedBy))
      tellOnce(printable(`worker ${worker} leaves it to others: ${why}`));
  });
  events.on('stalled', ({ jobId }) => {
    if (waiting.has(jobId)) tell('a worker is gone: its cell is handed out again');
  });
  let stuckSince: number | null = null;
  let count = 0;
  const look = async () => {
    const workers = await queue.getWorkers();
    count = workers.length;
    if (workers.length === 0 && waiting.size > 0)
      tellOnce('no worker is there yet; start some: fsync-lab worker --queue URL');
    const names = workers.map(({ rawname = '' }) => rawname.replace(/^.*:w:/, ''));
    if (names.length === 0 || !isStuck(waiting, names)) stuckSince = null;
    else stuckSince ??= performance.now();
    if (stuckSince === null || performance.now() - stuckSince < patienceMs) return;
    for (const { refuse, refusedBy } of waiting.values()) refuse(notHere(refusedBy));
  };
  // What can't be asked now is asked at the next turn; the connection's own errors are told elsewhere.
  const timer = setInterval(() => void look().catch(() => undefined), lookEachMs);
  return {
    byAll: ({ id = '', progress }, signal) =>
      new Promise<never>((_, refuse) => {
        waiting.set(id, { refusedBy: refusalsOf(progress), refuse });
        signal.addEventListener('abort', () => waiting.delete(id));
      }),
    workers: () => count,
    stop: () => clearInterval(timer),
  };
}

function isStuck(waiting: ReadonlyMap<string, Waiting>, workers: readonly string[]): boolean {
  const all = [...waiting.values()];
  return all.length > 0 && all.every(({ refusedBy }) => workers.every((name) => name in refusedBy));
}

function notHere(refusedBy: RefusedBy): UserError {
  const reasons = new Set(Object.values(refusedBy));
  return new UserError(`no worker can run it: ${[...reasons].join('; ')}`);
}

function once(tell: (text: string) => void): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    if (!told.has(text)) tell(text);
    told.add(text);
  };
}
