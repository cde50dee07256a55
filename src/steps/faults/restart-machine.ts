import { readFile } from 'node:fs/promises';
import type { Node } from '../../cluster/cluster.ts';
import { listText } from '../../lib/words.ts';
import type { Exit } from '../../machines/machine.ts';
import { diskOf } from '../disks.ts';
import { exitText } from '../end-node.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import { nodeArgs } from '../nodes.ts';
import type { Shown } from '../step.ts';

/** The whole machine and not only its process: other addresses and ports, and a disk that is mounted anew. What was written is kept: for losing it there is `power-loss`. */
export const restartMachine = defineNodeFault({
  name: 'restart-machine',
  summary: 'Stop the machine of each node hard and start it; no power loss, its files stay, the node is down',
  schema: nodeArgs,
  example: 'restart-machine: broker-2',
  takes: 'alive',
  leaves: 'stopped',
  describe: ({ nodes }) => `restart the machine of ${listText(nodes)}`,
  hurt: each(restartOne),
  result: () => 'up again, its files kept; its node is down',
});

/** The process ended with its machine, and the machine answers again. */
async function restartOne(node: Node): Promise<Shown> {
  const { machine, state } = node;
  if (state === 'new' || state === 'stopped') {
    return { proof: { state }, why: 'it did not run' };
  }
  // A failed disk would come back with the machine, and nobody could tell what had mended it.
  if (node.disk !== null) diskOf(node, 'restart-machine');
  const { process } = node;
  const initBefore = await initStartedAt(node);
  const exit = await node.restartMachine();
  const { exitCode } = await machine.exec(['true']);
  const initAfter = await initStartedAt(node);
  const kernelState = await process?.state();
  const proof = {
    pid: process?.pid,
    ...exit,
    kernelState,
    answers: exitCode === 0,
    initStarted: [initBefore, initAfter],
  };
  const isHost = initBefore === startedAt(await readFile(initFile, 'utf8').catch(() => ''));
  const isNew = isHost || initBefore !== initAfter;
  return { proof, why: whyNot(exit, { isGone: kernelState === 'gone', answers: exitCode === 0, isNew }) };
}

interface Seen {
  readonly isGone: boolean;
  readonly answers: boolean;
  readonly isNew: boolean;
}

function whyNot(exit: Exit, seen: Seen): string | null {
  if (!seen.isGone) return 'its process is still there';
  if (!seen.answers) return 'its machine does not answer';
  if (exit.signal !== 'SIGKILL') return `it ended by ${exitText(exit)}`;
  return seen.isNew ? null : 'its machine runs on as before';
}

const initFile = '/proc/1/stat';

/** When the machine's first process began: another one after the restart of a container. On this host it is the host's. */
async function initStartedAt({ machine }: Node): Promise<number> {
  return startedAt((await machine.exec(['cat', initFile])).stdout);
}

/** The 22nd number, in the kernel's ticks; the name before it may hold spaces. */
function startedAt(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
}
