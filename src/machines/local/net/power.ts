import { messageOf } from '../../../errors.ts';
import { newRunId } from '../../../lib/run-id.ts';
import type { Power } from '../../machine.ts';
import { loadRules, removeRules } from '../../network/rules.ts';
import { releaseAddresses } from '../addresses.ts';
import { execOnHost } from '../exec.ts';
import { lackOfRootPower } from '../root-power.ts';
import { removeNamespaces } from './namespaces.ts';
import { RunNetwork } from './run-network.ts';

/** Cutting a network takes root, for namespaces, and a few programs. */
export async function partitionPower(): Promise<Power> {
  const lack = await lackOfRootPower('partition', {
    linux: 'network namespaces need',
    root: 'a network per node needs',
    programs: ['ip', 'nft', 'nsenter', 'bash', 'timeout'],
    packages: 'iproute2 nftables util-linux',
  });
  return lack ?? { name: 'partition', there: true, why: 'root, network namespaces and nftables are here' };
}

/** Whether a network of its own can be made and cut here: found by doing it. Null, or why not. */
export async function tryPartition(): Promise<string | null> {
  const runId = newRunId();
  try {
    const { namespace, clients } = await new RunNetwork(runId).join('try');
    const node = {
      exec: (argv: readonly string[], options?: { readonly input?: string }) =>
        execOnHost(['nsenter', `--net=/run/netns/${namespace}`, '--', ...argv], options),
    };
    await loadRules(node, 'try', [{ direction: 'in', peer: clients, name: 'clients' }]);
    await removeRules(node, 'try');
    return null;
  } catch (error) {
    return messageOf(error);
  } finally {
    await removeNamespaces([runId]);
    await releaseAddresses([runId]);
  }
}
