/** What every program of a Unix says of it (strerror of ENOSPC), from a JVM to `mkfs`. */
export const fullDiskWords = /no space left on device/i;

/** Whether somewhere below an error there is no room left on a disk of this host. */
export function isDiskFull(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && (at.code === 'ENOSPC' || at.code === 'EDQUOT')) return true;
  }
  return false;
}
