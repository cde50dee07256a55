import { messageOf, UserError } from '../../errors.ts';
import { type Engine, type EngineOptions, openEngine } from './client.ts';
import { dockerEndpoint, endpointText, property } from './endpoint.ts';
import { engineMessage } from './failures.ts';

/** What `doctor` and the choice of a runtime know about the daemon. */
export type Daemon =
  | {
      readonly answers: true;
      readonly endpoint: string;
      readonly version: string;
      readonly cgroupVersion: string;
      readonly hasAppArmor: boolean;
      /** `rootless`, `userns-remapped`: its root is not the host's; null for an ordinary daemon. */
      readonly confinement: string | null;
      readonly architecture: string;
    }
  | { readonly answers: false; readonly why: string; readonly help: string };

const answerBudgetMs = 5000;

/** Asks the daemon who it is; that none answers is an answer, too. */
export async function askDaemon(): Promise<Daemon> {
  let where = 'Docker';
  try {
    where = endpointText(await dockerEndpoint());
    return await describe(await openEngine({ answerBudgetMs }), where);
  } catch (error) {
    return whyNot(error, where);
  }
}

/** A client of a daemon that has answered, or an error that says why none does and what to do. */
export async function openAnsweringEngine(options: EngineOptions = {}): Promise<Engine> {
  const daemon = await askDaemon();
  if (!daemon.answers) throw new UserError(daemon.why, { hint: daemon.help });
  return openEngine(options);
}

async function describe(engine: Engine, endpoint: string): Promise<Daemon> {
  const info: unknown = await engine.info();
  const text = (name: string) => String(property(info, name) ?? '');
  const security = JSON.stringify(property(info, 'SecurityOptions') ?? []);
  return {
    answers: true,
    endpoint,
    version: text('ServerVersion'),
    cgroupVersion: text('CgroupVersion') || '1',
    hasAppArmor: security.includes('name=apparmor'),
    confinement: confinementIn(security),
    architecture: text('Architecture'),
  };
}

function confinementIn(security: string): string | null {
  if (security.includes('name=rootless')) return 'rootless';
  return security.includes('name=userns') ? 'userns-remapped' : null;
}

function whyNot(error: unknown, where: string): Daemon {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const start = 'start it (`sudo systemctl start docker`, or Docker Desktop), or set DOCKER_HOST';
  if (code === 'EACCES') {
    const help =
      'add yourself to the group docker (`sudo usermod -aG docker $USER`, log in again), or use sudo';
    return { answers: false, why: `no permission to use ${where}`, help };
  }
  if (code === 'ENOENT' || code === 'ECONNREFUSED') {
    return { answers: false, why: `no daemon answers at ${where}`, help: start };
  }
  if (code === 'ECONNRESET') {
    const why = `the daemon at ${where} did not answer within ${answerBudgetMs / 1000} s`;
    return { answers: false, why, help: 'restart it' };
  }
  const hint = error instanceof Error && 'hint' in error ? String(error.hint) : start;
  return { answers: false, why: engineMessage(error) || messageOf(error), help: hint };
}
