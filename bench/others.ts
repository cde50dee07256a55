import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const ticksPerSecond = 100;

/** What work answers, and the share of the machine that others took meanwhile: processes not of this bench, or the host's own guests. */
export async function besideOthers<T>(work: () => Promise<T>): Promise<{ result: T; othersShare: number }> {
  const startedAt = performance.now();
  const before = cpuTicks();
  const result = await work();
  const after = cpuTicks();
  const possible = ((performance.now() - startedAt) / 1000) * ticksPerSecond * availableParallelism();
  const others = after.all - before.all - (after.own - before.own);
  return { result, othersShare: Math.max(0, others) / possible };
}

/** Own is this process and every child that has ended, theirs included: all of a turn's, once the turn is over. */
function cpuTicks(): { readonly all: number; readonly own: number } {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = numbers(
    readFileSync('/proc/stat', 'utf8').split('\n', 1)[0],
  );
  // The name in parentheses may hold anything; after it comes the state, then numbers.
  const [, ...fields] = numbers(readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1));
  const own = fields.slice(10, 14).reduce((sum, ticks) => sum + ticks, 0);
  return { all: user + nice + system + irq + softirq + steal, own };
}

function numbers(line = ''): readonly number[] {
  return line.trim().split(/\s+/).map(Number);
}
