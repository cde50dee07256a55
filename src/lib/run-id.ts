import { randomBytes } from 'node:crypto';

const runIdBytes = 4;
const runId = /^[0-9a-f]{8}$/;

/** A run's mark on everything that it makes outside its own folder. */
export function newRunId(): string {
  return randomBytes(runIdBytes).toString('hex');
}

/** Whether a mark can be that of a run; only such things are ever removed. */
export function isRunId(text: string): boolean {
  return runId.test(text);
}
