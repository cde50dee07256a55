import { readFile } from 'node:fs/promises';

/** A process beyond its pid: pids are recycled, a pid with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/<pid>/stat, in clock ticks since boot; null where there is no /proc. */
  readonly startTime: string | null;
}

/** State letter and start time of a process (proc(5), `stat`); null when there is none. */
export async function readProcessStat(pid: number): Promise<{ state: string; startTime: string } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The command name may hold spaces and brackets, so count fields from its last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '?', startTime: fields[19] ?? '' };
}

/** This process, as an owner that others can look up later. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const stat = await readProcessStat(process.pid);
  return { pid: process.pid, startTime: stat?.startTime ?? null };
}

/** Whether that very process still runs: the same pid with another start time is somebody else. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const stat = await readProcessStat(identity.pid);
  if (stat)
    return stat.state !== 'Z' && (identity.startTime === null || stat.startTime === identity.startTime);
  return identity.startTime === null && canSignal(identity.pid);
}

function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
