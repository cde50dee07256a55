import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';

/** Where the daemon answers, in dockerode's words, and where we know it from. */
export type DockerEndpoint = { readonly from: string } & (
  | { readonly socketPath: string }
  | { readonly protocol: 'http'; readonly host: string; readonly port: number }
);

type Environment = Readonly<Record<string, string | undefined>>;

const defaultSocket = process.platform === 'win32' ? '//./pipe/docker_engine' : '/var/run/docker.sock';

/**
 * The daemon that the docker command would talk to. dockerode knows DOCKER_HOST only, but Docker Desktop, colima and
 * rootless daemons are reached through the current context.
 */
export async function dockerEndpoint(env: Environment = process.env): Promise<DockerEndpoint> {
  const context = env.DOCKER_CONTEXT;
  if (context) return contextEndpoint(context, 'DOCKER_CONTEXT', env);
  if (env.DOCKER_HOST) return parseEndpoint(env.DOCKER_HOST, 'DOCKER_HOST');
  const current = await currentContext(env);
  return contextEndpoint(current ?? 'default', 'the current docker context', env);
}

/** `unix:///run/docker.sock`, `tcp://127.0.0.1:2375`; a daemon on another host is refused. */
export function parseEndpoint(text: string, from: string): DockerEndpoint {
  const [, scheme, rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(text) ?? [];
  if ((scheme === 'unix' || scheme === 'npipe') && rest) return { from, socketPath: rest };
  if (scheme === 'tcp' || scheme === 'http') return tcpEndpoint(text, from);
  if (scheme === 'ssh' || scheme === 'https') throw otherHost(text, from);
  throw new UserError(`${from} is ${text}, which is no address of a Docker daemon`, {
    hint: 'expected unix:///path/to/docker.sock or tcp://127.0.0.1:2375',
  });
}

/** For people: the socket's path, or host and port. */
export function endpointText(endpoint: DockerEndpoint): string {
  return 'socketPath' in endpoint ? endpoint.socketPath : `${endpoint.host}:${endpoint.port}`;
}

function tcpEndpoint(text: string, from: string): DockerEndpoint {
  const url = new URL(text.replace(/^tcp:/, 'http:'));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!isLoopback(host)) throw otherHost(text, from);
  return { from, protocol: 'http', host, port: Number(url.port || 2375) };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function otherHost(text: string, from: string): UserError {
  return new UserError(`${from} names a Docker daemon that is not on this host: ${text}`, {
    hint: "fsync-lab publishes the brokers' ports on 127.0.0.1 of the daemon's host; run it there, or use --runtime local",
  });
}

function configFolder(env: Environment): string {
  return env.DOCKER_CONFIG || join(homedir(), '.docker');
}

async function currentContext(env: Environment): Promise<string | undefined> {
  const config = await readJson(join(configFolder(env), 'config.json'));
  const name = property(config, 'currentContext');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

async function contextEndpoint(name: string, from: string, env: Environment): Promise<DockerEndpoint> {
  if (name === 'default') return { from: 'the default', socketPath: defaultSocket };
  const id = createHash('sha256').update(name).digest('hex');
  const meta = await readJson(join(configFolder(env), 'contexts', 'meta', id, 'meta.json'));
  const host = property(property(property(meta, 'Endpoints'), 'docker'), 'Host');
  if (typeof host === 'string') return parseEndpoint(host, `${from} '${name}'`);
  throw new UserError(`${from} '${name}' has no endpoint in ${configFolder(env)}`, {
    hint: '`docker context ls` shows the contexts, `docker context use default` goes back to the socket',
  });
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // Missing or damaged: the docker command goes on with its defaults, too.
    return undefined;
  }
}

/** A member of what another program has told, whatever it is. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
