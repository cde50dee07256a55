import { readdir } from 'node:fs/promises';
import { HarnessError } from '../../../errors.ts';
import { isRunId } from '../../../lib/run-id.ts';
import { waitUntil } from '../../../lib/wait-until.ts';
import { execOnHost } from '../exec.ts';

const prefix = 'fsync-lab-';
const runIdLength = 8;
const removeBudgetMs = 10_000;

/** The name of a network namespace of a run, by which `clean` knows it: `fsync-lab-1a2b3c4d-broker-1`. */
export function namespaceName(runId: string, name: string): string {
  return `${prefix}${runId}-${name}`;
}

/** Every network namespace of this host that carries a run's id. */
export async function markedNamespaces(): Promise<readonly { name: string; runId: string }[]> {
  const names = await readdir('/run/netns').catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, runId: name.slice(prefix.length, prefix.length + runIdLength) }))
    .filter(({ runId }) => isRunId(runId));
}

/** Removes the namespaces of these runs, and with them their interfaces and the other ends of those. */
export async function removeNamespaces(runIds: readonly string[]): Promise<void> {
  const marked = (await markedNamespaces()).filter(({ runId }) => runIds.includes(runId));
  if (marked.length === 0) return;
  await ip(marked.map(({ name }) => `netns delete ${name}`));
  await waitUntil<void>({
    what: 'the removal of the host ends of the removed networks',
    budgetMs: removeBudgetMs,
    look: async () => {
      const links = await readdir('/sys/class/net');
      const left = links.filter((link) => marked.some(({ runId }) => link === hostLink(runId)));
      return left.length === 0 ? { done: undefined } : { seen: left };
    },
  });
}

/** The host's end of the cable to a run's switch; an interface's name has at most 15 characters. */
export function hostLink(runId: string): string {
  return `fsl${runId}`;
}

/** Runs commands of iproute2, within a namespace if one is named; the first that fails is an error. */
export async function ip(commands: readonly string[], namespace?: string): Promise<void> {
  const within = namespace === undefined ? [] : ['-n', namespace];
  const argv = ['ip', ...within, '-batch', '-'];
  const { exitCode, stderr } = await execOnHost(argv, { input: `${commands.join('\n')}\n` });
  if (exitCode !== 0) throw new HarnessError(`cannot set up the network of the run: ${stderr.trim()}`);
}
