import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { findOnPath, isExecutable } from '../../lib/find-on-path.ts';
import { installHint } from './hints.ts';
import { type Java, readRelease } from './java-release.ts';

/** A Java, or why there is none, in words, and what would help when it is not to install one. */
export type JavaSearch = { readonly java: Java } | { readonly problem: string; readonly help?: string };

type Environment = Readonly<Record<string, string | undefined>>;

const searches = new Map<string, Promise<JavaSearch>>();

/** Looks once per process and place. */
export function findJava(env: Environment = process.env): Promise<JavaSearch> {
  const key = JSON.stringify([env.JAVA_HOME, env.PATH, ...optionsOf(env)]);
  const search = searches.get(key) ?? lookForJava(env);
  searches.set(key, search);
  return search;
}

/** The Java that will run this software; a UserError when there is none or it is too old. */
export async function requireJava(
  software: { readonly title: string; readonly javaMin: number },
  env: Environment = process.env,
): Promise<Java> {
  const search = await findJava(env);
  if ('problem' in search) throw new UserError(search.problem, { hint: search.help ?? installHint('java') });
  const { java } = search;
  if (java.version >= software.javaMin) return java;
  throw new UserError(
    `${software.title} needs Java ${software.javaMin} or newer; ${java.path} is Java ${java.version} (${java.build})`,
    { hint: `${installHint('java')}; or point JAVA_HOME at a newer one` },
  );
}

/** JAVA_HOME goes before the PATH, as in Kafka's own scripts. */
async function lookForJava(env: Environment): Promise<JavaSearch> {
  if (env.JAVA_HOME) {
    const path = join(env.JAVA_HOME, 'bin', 'java');
    if (await isExecutable(path)) return ask(path, env);
    return { problem: `JAVA_HOME is ${env.JAVA_HOME}, and there is no bin/java in it` };
  }
  const path = await findOnPath('java', env.PATH);
  return path === null
    ? { problem: 'there is no `java` on the PATH, and JAVA_HOME is not set' }
    : ask(path, env);
}

async function ask(path: string, env: Environment): Promise<JavaSearch> {
  const told = await readRelease(path);
  if (told) return (await whyNotWith(path, env)) ?? { java: told };
  const { execa } = await import('execa');
  const result = await execa(path, ['-XshowSettings:properties', '-version'], { reject: false, all: true });
  const java = parseJava(path, result.all);
  return java
    ? { java }
    : { problem: `${path} -version does not tell a version (it exited with ${result.exitCode})` };
}

const optionVariables = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];

function optionsOf(env: Environment): readonly string[] {
  return optionVariables.flatMap((name) => (env[name] ? [`${name}=${env[name]}`] : []));
}

/** Every Java takes these options; a wrong one ends each before it says anything of its own. */
async function whyNotWith(path: string, env: Environment): Promise<JavaSearch | undefined> {
  const options = optionsOf(env);
  if (options.length === 0) return undefined;
  const { execa } = await import('execa');
  const { failed, all = '' } = await execa(path, ['-version'], { reject: false, all: true, env: { ...env } });
  if (!failed) return undefined;
  const said = all.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Picked up '));
  const problem = `${path} does not start with ${options.join(' ')}: ${said[0] ?? 'it says nothing'}`;
  return { problem, help: `unset ${options.map((option) => option.split('=')[0]).join(', ')}, or mend it` };
}

/** Reads what `java -XshowSettings:properties -version` prints; undefined when that is no Java. */
export function parseJava(path: string, output: string): Java | undefined {
  const property = (name: string) => new RegExp(`^\\s*${name} = (.*)$`, 'm').exec(output)?.[1]?.trim();
  const specification = property('java\\.specification\\.version');
  if (specification === undefined) return undefined;
  const build = [property('java\\.vm\\.version'), property('java\\.vm\\.vendor')].filter(Boolean).join(' ');
  return { path, version: Number(specification.replace(/^1\./, '')), build };
}
