import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTempFolder } from '../src/lib/folders.ts';
import { newRunId } from '../src/lib/run-id.ts';
import { runMark } from '../src/machines/local/machine.ts';
import { local } from '../src/machines/local.ts';
import type { Machine } from '../src/machines/machine.ts';
import type { Plan } from '../src/plan.ts';
import { kafka } from '../src/systems/kafka/index.ts';
import { type BareNode, bareNode } from './bare-node.ts';

export interface BareNodes extends AsyncDisposable {
  node(name: string): BareNode;
}

/** The very commands that the lab would launch for this plan, so that jars, flags, archives and configuration are equal. */
export async function bareNodes(plan: Plan): Promise<BareNodes> {
  const runId = newRunId();
  const tempFolder = runTempFolder(runId);
  const signal = new AbortController().signal;
  const runtime = await local.open({ runId, tempFolder, signal, onProgress: () => undefined });
  const folders = new Map<string, string>();
  for (const software of kafka.software(plan)) folders.set(software.id, await runtime.provide(software));
  const specs = kafka.nodes(plan);
  const machines = new Map<string, Machine>();
  for (const { name, ports, memoryMb } of specs) {
    const outputFolder = join(tempFolder, name);
    machines.set(name, await runtime.machine({ name, ports, memoryMb, outputFolder, powers: [] }));
  }
  const machineOf = (name: string) => known(machines, name);
  const nodes = new Map<string, BareNode>();
  for (const spec of specs) {
    const machine = machineOf(spec.name);
    await mkdir(machine.folder, { recursive: true });
    const place = {
      machine,
      softwareFolder: (id: string) => known(folders, id),
      address: (name: string, port: string) => machineOf(name).address(port),
    };
    const { argv } = await spec.launch(place);
    const { host, port } = machine.address('clients').fromHost;
    const env = { [runMark]: runId };
    nodes.set(spec.name, bareNode({ name: spec.name, folder: machine.folder, argv, env, host, port }));
  }
  return {
    node: (name) => known(nodes, name),
    async [Symbol.asyncDispose]() {
      await Promise.all([...nodes.values()].map((node) => node.kill()));
      await runtime[Symbol.asyncDispose]();
      await rm(tempFolder, { recursive: true, force: true });
    },
  };
}

function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`there is no '${name}'`);
  return found;
}
