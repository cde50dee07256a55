import type { Diagnosis } from '../../lib/diagnosis.ts';
import { findOnPath } from '../../lib/find-on-path.ts';
import { type GoProgram, goHint } from './build.ts';
import { isBuilt } from './program.ts';

/** What this host has to run a system whose programs are built with Go. */
export async function examineGo(programs: readonly GoProgram[]): Promise<readonly Diagnosis[]> {
  const system = programs[0]?.system ?? '';
  const built = await builtVersions(programs);
  const go = await findOnPath('go', process.env.PATH);
  const check = { name: system, enables: `scenarios of ${system}` };
  const all = programs.map(({ version }) => version).join(', ');
  if (built.length > 0) return [{ ...check, status: 'ok', found: `${built.join(', ')} built (of ${all})` }];
  if (go !== null)
    return [{ ...check, status: 'ok', found: `the first run builds ${all} with ${go}, about 2 min` }];
  return [{ ...check, status: 'missing', found: 'there is no `go` on the PATH', blocks: [], help: [goHint] }];
}

/** Those of the versions that are in the cache. */
export async function builtVersions(programs: readonly GoProgram[]): Promise<readonly string[]> {
  const there = await Promise.all(programs.map((program) => isBuilt(program)));
  return programs.filter((_, index) => there[index]).map(({ version }) => version);
}
