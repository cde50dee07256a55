import type { Node } from '../../cluster/cluster.ts';
import { diskOf } from '../disks.ts';
import { exitText } from '../end-node.ts';
import { nodeArgs } from '../node-args.ts';
import { defineNodeFault, each } from '../node-fault.ts';
import type { FaultProof } from '../step.ts';
import { listText } from '../words.ts';

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
async function restartOne(node: Node): Promise<FaultProof> {
  const { name, machine, state } = node;
  if (state === 'new' || state === 'stopped') {
    return { node: name, happened: false, proof: { state }, why: 'it did not run' };
  }
  // A failed disk would come back with the machine, and nobody could tell what had mended it.
  if (node.disk !== null) diskOf(node, 'restart-machine');
  const pid = node.process?.pid;
  const initBefore = await initStartedAt(node);
  const exit = await node.restartMachine();
  const { exitCode } = await machine.exec(['true']);
  const proof = {
    pid,
    ...exit,
    answers: exitCode === 0,
    initStarted: [initBefore, await initStartedAt(node)],
  };
  if (exit.signal === 'SIGKILL' && exitCode === 0) return { node: name, happened: true, proof };
  const why = exitCode === 0 ? `it ended by ${exitText(exit)}` : 'its machine does not answer';
  return { node: name, happened: false, proof, why };
}

/** When the machine's first process began, in the kernel's ticks: another one after the restart of a container, the same on this host. */
async function initStartedAt({ machine }: Node): Promise<number> {
  const { stdout } = await machine.exec(['cat', '/proc/1/stat']);
  return Number(stdout.slice(stdout.lastIndexOf(')') + 2).split(' ')[19]);
}
