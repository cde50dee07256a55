import { messageOf } from '../../../errors.ts';
import { missingFromPath } from '../../../lib/find-on-path.ts';
import { newRunId } from '../../../lib/run-id.ts';
import type { Power } from '../../machine.ts';
import { loadRules, removeRules } from '../../network/rules.ts';
import { releaseAddresses } from '../addresses.ts';
import { execOnHost } from '../exec.ts';
import { removeNamespaces } from './namespaces.ts';
import { RunNetwork } from './run-network.ts';

const programs = ['ip', 'nft', 'nsenter', 'bash', 'timeout'];

/** Cutting a network takes root, for namespaces, and a few programs. */
export async function partitionPower(): Promise<Power> {
  const lack = (why: string, help: string): Power => ({ name: 'partition', there: false, why, help });
  if (process.platform !== 'linux') return lack('network namespaces need Linux', 'use --runtime docker');
  const uid = process.getuid?.();
  if (uid !== 0) return lack(`a network per node needs root (you are uid ${uid})`, 'use sudo');
  const missing = await missingFromPath(programs, process.env.PATH);
  if (missing.length > 0)
    return lack(`it needs ${missing.join(', ')}`, 'apt-get install iproute2 nftables util-linux');
  return { name: 'partition', there: true, why: 'root, network namespaces and nftables are here' };
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
