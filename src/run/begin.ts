import { appendFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessError, messageOf, UserError } from '../errors.ts';
import { type EventOf, historyVersion } from '../history/event.ts';
import { cacheFolder, runTempFolder, stateFolder } from '../lib/folders.ts';
import { isDiskFull } from '../lib/full-disk.ts';
import { packageVersion } from '../lib/package-version.ts';
import { newRunId } from '../lib/run-id.ts';
import { sourceStack } from '../lib/source-stack.ts';
import { wrapped } from '../lib/wrapped.ts';
import { runtimeKinds } from '../machines/index.ts';
import type { PowerName, Runtime } from '../machines/machine.ts';
import type { Plan } from '../plan.ts';
import { stepNamed } from '../steps/index.ts';
import { systems } from '../systems/index.ts';
import type { System } from '../systems/system.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { makeRunFolder } from './folder.ts';
import { hostFacts } from './host-facts.ts';
import { forgetRun, registerRun } from './owner.ts';
import { requireWritable } from './writable.ts';

/** A run that has its place: disposing it removes everything that it made outside its own folder. */
export interface Begun extends AsyncDisposable {
  readonly system: System;
  readonly runtime: Runtime;
  readonly powers: readonly PowerName[];
  readonly softwareFolders: ReadonlyMap<string, string>;
  readonly folder: string;
  readonly historyFile: string;
  readonly outputFolder: string;
  readonly runEvent: EventOf<'run'>;
  readonly keepStack: (error: Error) => void;
}

export interface BeginOptions {
  readonly signal: AbortSignal;
  readonly out: string;
  readonly keep?: boolean;
  readonly caFile?: string | undefined;
  /** Of the command, as far as the plan does not hold them: `--out DIR`. */
  readonly flags?: readonly string[];
  readonly onProgress?: (text: string) => void;
}

/** Chooses the runtime, brings the software and makes the run's folder. Whatever fails here has started nothing. */
export async function beginRun(plan: Plan, options: BeginOptions): Promise<Begun> {
  await requireWritable(options.out);
  const { system, needs, chosen } = await placeFor(plan);
  const id = newRunId();
  const startedAt = new Date();
  const tempFolder = runTempFolder(id);
  const entry = { id, scenario: plan.name, startedAt: startedAt.toISOString(), folder: '', isKept: false };
  const onProgress = options.onProgress ?? (() => undefined);
  let runtime: Runtime | null = null;
  const release = async () => {
    await runtime?.[Symbol.asyncDispose]();
    await rm(tempFolder, { recursive: true, force: true });
    await forgetRun(id);
  };
  try {
    await registerRun(entry);
    runtime = await chosen.kind.open({
      runId: id,
      tempFolder,
      signal: options.signal,
      onProgress,
      ...(options.caFile === undefined ? {} : { caFile: options.caFile }),
    });
    const softwareFolders = await provideAll(runtime, system, plan);
    options.signal.throwIfAborted();
    const folder = await makeRunFolder({ out: options.out, plan, runId: id, startedAt });
    const isKept = options.keep === true;
    await registerRun({ ...entry, folder, isKept });
    const leave = () => runtime?.leave?.();
    const keepStack = stackKeeper(join(folder, 'error.txt'));
    return {
      system,
      runtime,
      powers: needs,
      softwareFolders,
      folder,
      historyFile: join(folder, 'history.jsonl'),
      outputFolder: join(folder, 'nodes'),
      runEvent: {
        type: 'run',
        version: historyVersion,
        id,
        startedAt: startedAt.toISOString(),
        tool: packageVersion(),
        plan: { ...plan },
        runtime: runtime.name,
        runtimeTitle: runtime.title,
        runtimeReason: chosen.reason,
        versions: {
          ...system.versions(plan),
          ...system.versionsHere?.(softwareFolders),
          'Node.js': process.versions.node,
        },
        host: await hostFacts(),
        ...(options.flags?.length ? { flags: [...options.flags] } : {}),
      },
      keepStack,
      async [Symbol.asyncDispose]() {
        // Whoever presses Ctrl-C wants nothing to stay, whatever was asked before.
        if (isKept && !options.signal.aborted) return leave();
        // Told, not thrown: what is left is still in the index, and the verdict stands.
        await release().catch((error: unknown) => {
          keepStack(error instanceof Error ? error : new HarnessError(String(error)));
          const text = `not everything of this run was removed: ${messageOf(error)}`;
          onProgress(wrapped(text, { first: '', next: '  ' }).join('\n'));
        });
      },
    };
  } catch (error) {
    await release().catch(() => undefined);
    throw options.signal.aborted ? options.signal.reason : withRoom(withOthers(error, chosen.others));
  }
}

/** Where this runtime lacks something, the one that was passed over may be nearer at hand. */
function withOthers(error: unknown, others: readonly string[]): unknown {
  if (!(error instanceof UserError) || others.length === 0) return error;
  const hint = [error.hint, ...others.map((other) => `or ${other}`)].filter(Boolean).join('\n');
  return new UserError(error.message, { hint, cause: error });
}

/** A full disk of this host, other than the one of the run's folder, which tells by itself. */
function withRoom(error: unknown): unknown {
  if (error instanceof UserError || !isDiskFull(error)) return error;
  const hint = `nothing was started; make room for ${tmpdir()}, ${stateFolder()} and ${cacheFolder()}`;
  return new UserError(messageOf(error), { hint, cause: error });
}

/** Synchronous and forgiving: it is called where a run goes wrong already, as on a full disk. */
function stackKeeper(file: string): (error: Error) => void {
  return (error) => {
    try {
      appendFileSync(file, `${sourceStack(error)}\n`);
    } catch {}
  };
}

function systemOf(plan: Plan): System {
  const system = systems.find(({ name }) => name === plan.system);
  if (!system) throw new HarnessError(`the plan is for a system '${plan.system}' that nobody knows`);
  return system;
}

/** The runtime that a run of the plan would get here; a UserError when there is none. */
export async function placeFor(plan: Plan) {
  const system = systemOf(plan);
  const needs = neededPowers(plan);
  return { system, needs, chosen: await chooseRuntime({ plan, system, kinds: runtimeKinds, needs }) };
}

/** What the plan's disks and its steps ask of a runtime. */
export function neededPowers(plan: Plan): readonly PowerName[] {
  const ofSteps = plan.steps.flatMap(({ name, args }) => {
    const step = stepNamed(name);
    return [...(step?.needs ?? []), ...(step?.needsFor?.(args) ?? [])];
  });
  const ofDisks: readonly PowerName[] = plan.disk === null ? [] : ['power-loss'];
  return [...new Set<PowerName>(['processes', ...ofDisks, ...ofSteps])];
}

async function provideAll(
  runtime: Runtime,
  system: System,
  plan: Plan,
): Promise<ReadonlyMap<string, string>> {
  const folders = new Map<string, string>();
  for (const software of system.software(plan)) folders.set(software.id, await runtime.provide(software));
  return folders;
}
