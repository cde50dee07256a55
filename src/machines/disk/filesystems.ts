import type { PlannedDisk } from '../../plan.ts';

/** What becomes of the filesystem's journal in a cut: `lost` drops what it has not written yet, `flushed` writes it first. */
export type JournalFate = 'lost' | 'flushed';

/** How an image becomes a filesystem: quietly, and over whatever was in it. */
export function mkfsCommand(filesystem: PlannedDisk['filesystem'], image: string): readonly string[] {
  return filesystem === 'ext4' ? ['mkfs.ext4', '-q', '-F', image] : ['mkfs.xfs', '-q', '-f', image];
}

/**
 * The shutdown ioctl, which ext4 and xfs both know. Without `-f` it is NOLOGFLUSH: the pending journal and all dirty
 * data are dropped, as by a loss of power.
 */
export function shutdownCommand(directory: string, journal: JournalFate): readonly string[] {
  const command = journal === 'lost' ? 'shutdown' : 'shutdown -f';
  return ['xfs_io', '-x', '-c', command, directory];
}
