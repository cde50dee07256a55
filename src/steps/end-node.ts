import type { Node } from '../cluster/cluster.ts';
import type { Exit } from '../machines/machine.ts';
import type { Shown } from './step.ts';

/** The kernel ends a process at once, but writing back a big address space can take a moment on a busy disk. */
const killBudgetMs = 10_000;

/** SIGKILL, with the exit's signal as the proof: a process that was already dead shows another one. */
export function killNode(node: Node): Promise<Shown> {
  return endNode(node, 'SIGKILL', killBudgetMs);
}

/** Ends the node's process by a signal; it happened only when the process ended by it. */
export async function endNode(node: Node, signal: 'SIGKILL' | 'SIGTERM', budgetMs: number): Promise<Shown> {
  if (node.state === 'new' || node.state === 'stopped') {
    return { proof: { state: node.state }, why: 'it did not run' };
  }
  const { process } = node;
  const exit = await node.end(signal, budgetMs);
  const kernelState = await process?.state();
  const proof = { pid: process?.pid, ...exit, kernelState };
  if (kernelState !== 'gone') return { proof, why: `the kernel shows its process as ${kernelState}` };
  return { proof, why: endedBy(exit, signal) ? null : `it ended by itself, ${exitText(exit)}` };
}

/** A JVM that shuts down in order on SIGTERM exits with 143 = 128 + 15; other programs may choose 0. */
function endedBy(exit: Exit, signal: 'SIGKILL' | 'SIGTERM'): boolean {
  return exit.signal === signal || (signal === 'SIGTERM' && (exit.code === 0 || exit.code === 143));
}

/** How a process ended: `exit code 1`, `SIGKILL`. */
export function exitText(exit: Exit): string {
  return exit.signal ?? `exit code ${exit.code ?? 'unknown'}`;
}
