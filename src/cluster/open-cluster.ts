import { join } from 'node:path';
import { type HarnessError, Inconclusive, Unmet, UserError } from '../errors.ts';
import type { TimedRecord } from '../history/recorder.ts';
import { allDone } from '../lib/all-done.ts';
import { openDisks } from '../machines/disk/disk-set.ts';
import type { Disk } from '../machines/disk.ts';
import type { Machine, PowerName, Runtime } from '../machines/machine.ts';
import { hasDisk, type Plan, partitionIn } from '../plan.ts';
import type { Client, NodePlace, NodeSpec, PartitionState, System } from '../systems/system.ts';
import { type Cluster, Cuts, metadataFirst, type Node, type StartOptions } from './cluster.ts';
import { ClusterNode } from './cluster-node.ts';
import { SharedClient } from './shared-client.ts';

export interface ClusterOptions extends TimedRecord {
  readonly plan: Plan;
  readonly system: System;
  readonly runtime: Runtime;
  readonly powers: readonly PowerName[];
  /** Where the machines find each software, by its id. */
  readonly softwareFolders: ReadonlyMap<string, string>;
  /** Folder on this host that gets a folder of output per node. */
  readonly outputFolder: string;
  /** Ends whatever a node waits for; the caller takes the cluster down then. */
  readonly signal?: AbortSignal;
  /** Hears why no node can go on. */
  readonly onLost?: (reason: HarnessError) => void;
}

/** Makes the machines of a plan with their nodes; nothing is started yet. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const nodes = await makeNodes(options);
  const { plan, system } = options;
  const node = (name: string): Node => {
    const found = nodes.find((each) => each.name === name);
    if (!found)
      throw new UserError(
        `no node is called '${name}'; there are ${nodes.map((each) => each.name).join(', ')}`,
      );
    return found;
  };
  const addressOf = (name: string, port: string) => node(name).machine.address(port);
  const cuts = new Cuts();
  const askable = () => askableOf(nodes, cuts);
  const client = async (signal: AbortSignal): Promise<Client> => {
    const liveNodes = askable();
    if (liveNodes.length === 0) throw new Inconclusive(`no broker ${nobodyDoes(nodes)}`);
    return system.client({ plan, addressOf, liveNodes, mayDiffer: cuts.mayDiffer, signal });
  };
  const shared = new SharedClient({ live: askable, mayDiffer: () => cuts.mayDiffer, open: client });
  const moved = new Map<string, readonly Node[]>();
  return {
    plan,
    system,
    nodes,
    cuts,
    askable,
    node,
    start: startInOrder,
    client,
    partitions: (signal, look): Promise<readonly PartitionState[]> => shared.partitions(signal, look),
    registered: async () =>
      (await system.registered?.({
        plan,
        addressOf,
        linesOf: (name) => node(name).lines(),
        runningNodes: nodes.filter((each) => each.state === 'running').map((each) => each.name),
      })) ?? { nodes: [] },
    replicas: (partition) => moved.get(partition) ?? assigned(plan, partition).map(node),
    reassigned: (partition, now) => void moved.set(partition, now),
    [Symbol.asyncDispose]: () => shared[Symbol.asyncDispose](),
  };
}

/** What a node tells that is cut off from others may be old, so it is asked last. */
function askableOf(nodes: readonly Node[], cuts: Cuts): readonly string[] {
  const live = nodes.filter(({ spec, state }) => spec.holdsData && state === 'running');
  const heard = live.map(({ name }) => name).filter((name) => cuts.canAsk(name));
  return [...heard.filter((name) => !cuts.isNamed(name)), ...heard.filter((name) => cuts.isNamed(name))];
}

function nobodyDoes(nodes: readonly Node[]): string {
  const isAnyUp = nodes.some(({ spec, state }) => spec.holdsData && state === 'running');
  return isAnyUp ? 'that runs can be reached' : 'is running';
}

async function startInOrder(nodes: readonly Node[], options: StartOptions): Promise<void> {
  const [keepers, holders] = metadataFirst(nodes);
  await startTogether(keepers, options, []);
  await startTogether(holders, options, keepers);
}

/**
 * Side by side, also because a quorum of controllers is ready only when most of them run. The first that fails, or the
 * end of all that they rely on, ends the wait for the others: the cluster will not be what was asked for.
 */
async function startTogether(
  nodes: readonly Node[],
  options: StartOptions,
  relied: readonly Node[],
): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  for (const keeper of relied) {
    void keeper.process?.exited.then(() => {
      if (relied.every(({ state }) => state === 'stopped'))
        failed.abort(
          new Unmet(`${keeper.name} ended while ${nodes.map(({ name }) => name).join(', ')} started`),
        );
    });
  }
  const start = (node: Node) =>
    node.start({ ...options, signal }).catch((error: unknown) => {
      failed.abort(error);
      throw error;
    });
  await allDone(nodes.map(start));
}

function assigned(plan: Plan, partition: string): readonly string[] {
  const all = plan.topics.flatMap((topic) =>
    topic.assignment.map((nodes, number) => ({ name: partitionIn(topic, number), nodes })),
  );
  return all.find(({ name }) => name === partition)?.nodes ?? [];
}

async function makeNodes(options: ClusterOptions): Promise<readonly ClusterNode[]> {
  const { plan, system, softwareFolders, now, record, signal, onLost } = options;
  const machines = new Map<string, Machine>();
  const place = (machine: Machine): NodePlace => ({
    machine,
    softwareFolder: (id) => softwareFolders.get(id) ?? '',
    address: (name, port) => machineOf(machines, name).address(port),
  });
  const disks = new Map<string, Disk>();
  const specs = system.nodes(plan);
  const make = async (spec: NodeSpec) => {
    const machine = await makeMachine(spec, options);
    machines.set(spec.name, machine);
    if (plan.disk && hasDisk(spec)) disks.set(spec.name, await openDisks(machine, plan.disk, spec.disks));
  };
  await allDone(specs.map(make));
  return specs.map((spec) => {
    const machine = machineOf(machines, spec.name);
    record({
      type: 'node',
      time: now(),
      node: spec.name,
      event: 'placed',
      addresses: addressesOf(machine, spec),
    });
    const disk = disks.get(spec.name) ?? null;
    return new ClusterNode({ spec, machine, disk, place: place(machine), now, record, signal, onLost });
  });
}

function makeMachine(spec: NodeSpec, { runtime, outputFolder, powers }: ClusterOptions): Promise<Machine> {
  return runtime.machine({
    name: spec.name,
    ports: spec.ports,
    memoryMb: spec.memoryMb,
    outputFolder: join(outputFolder, spec.name),
    powers: hasDisk(spec) ? powers : powers.filter((power) => power === 'partition'),
  });
}

function machineOf(machines: ReadonlyMap<string, Machine>, name: string): Machine {
  const machine = machines.get(name);
  if (!machine) throw new UserError(`no machine is called '${name}'`);
  return machine;
}

function addressesOf(machine: Machine, spec: NodeSpec): Record<string, string> {
  return Object.fromEntries(
    spec.ports.map((port) => {
      const { host, port: number } = machine.address(port).fromHost;
      return [port, `${host}:${number}`];
    }),
  );
}
