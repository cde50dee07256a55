import { UserError } from '../../../errors.ts';
import type { EngineContext } from '../client.ts';
import { dockerFailure, engineMessage, withAdvice } from '../failures.ts';
import { jsonLines } from '../json-lines.ts';
import { hasImage } from './base.ts';
import { type BuildContext, packContext } from './context.ts';
import { tagLabel } from './nameless.ts';

export interface Build extends EngineContext {
  readonly context: BuildContext;
  readonly target: 'machine' | 'software';
  readonly base: string;
  readonly tag: string;
  readonly args?: Readonly<Record<string, string>>;
  /** For people: what the image is for. */
  readonly title: string;
}

/** Builds one image. Two runs that build the same at once both end with it. */
export async function buildImage(build: Build): Promise<void> {
  const { engine, signal } = build;
  try {
    const answer = await engine.buildImage(packContext(build.context), {
      t: build.tag,
      target: build.target,
      labels: { [tagLabel]: build.tag },
      buildargs: { ...build.args, BASE: build.base },
      // Also after a failure or an interrupt: else the container of the failed step stays.
      forcerm: true,
      abortSignal: signal,
    });
    await follow(answer, build);
  } catch (error) {
    signal.throwIfAborted();
    throw await buildFailure(build, error);
  }
}

interface BuildMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
}

/** The build has failed when one of its events is an error. */
async function follow(answer: NodeJS.ReadableStream, build: Build): Promise<void> {
  for await (const message of jsonLines(answer)) tell(message as BuildMessage, build);
}

function tell(message: BuildMessage, { title, onProgress }: Build): void {
  if (message.error !== undefined) throw new Error(message.error);
  const text = (message.stream ?? message.status ?? '').trim();
  const step = /^Step (\d+)\/(\d+)/.exec(text);
  if (step) onProgress(`building the image of ${title}: step ${step[1]} of ${step[2]}`);
  else if (/^(Pulling from|Status)/.test(text)) onProgress(`building the image of ${title}: ${text}`);
}

async function buildFailure({ engine, base, title, target }: Build, error: unknown): Promise<Error> {
  const what = `cannot build the image of ${title}`;
  const hasBase = await hasImage(engine, base).catch(() => null);
  if (hasBase === null) return dockerFailure(what, error);
  if (!hasBase) return noBase(what, base, error);
  const said = engineMessage(error);
  if (withAdvice(said) !== said) return new UserError(`${what}: ${withAdvice(said)}`, { cause: error });
  const hint =
    target === 'machine'
      ? 'the base needs apt-get and its mirror; docker/base-from-debian.sh makes one that has all tools'
      : '`fsync-lab images remove` begins anew';
  return new UserError(`${what}: ${said}`, { hint, cause: error });
}

function noBase(what: string, base: string, cause: unknown): UserError {
  return new UserError(`${what}: the daemon cannot pull ${base}: ${engineMessage(cause)}`, {
    hint: `where no image registry is reachable, docker/base-from-debian.sh (in the package's folder) makes a
base from Debian packages in about a minute, and it is used from then on;
FSYNC_LAB_DOCKER_BASE=IMAGE names any other image with Java 17 and apt-get`,
    cause,
  });
}
