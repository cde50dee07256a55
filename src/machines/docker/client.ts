import type Docker from 'dockerode';
import type { RuntimeContext } from '../machine.ts';
import type { Connections } from './connections.ts';
import { dockerEndpoint } from './endpoint.ts';

export type { Container, Exec } from 'dockerode';
export type Engine = Docker;

/** Everything of ours carries this label; its value tells what it is (`run`, `image`). */
export const ownLabel = 'fsync-lab';

/** The run that a container or network belongs to. */
export const runLabel = 'fsync-lab.run';

export interface EngineOptions {
  readonly answerBudgetMs?: number;
  /** To break them all at the end. */
  readonly connections?: Connections;
}

/** What work with the daemon for a run goes by. */
export interface EngineContext extends Pick<RuntimeContext, 'signal' | 'onProgress'> {
  readonly engine: Engine;
}

/** A client of the daemon that the docker command would talk to. Nothing is asked yet. */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
  const endpoint = await dockerEndpoint();
  // Loaded here because it takes 0.2 s, which `--help` need not pay.
  const { default: Dockerode } = await import('dockerode');
  const { from: _, ...where } = endpoint;
  // Known to dockerode, but not to its types.
  const agent = { agent: options.connections };
  return new Dockerode({ ...where, timeout: options.answerBudgetMs, ...agent });
}
