import type { BookkeeperCluster } from './schema.ts';

/** Of a bookie's settings those that an experiment turns: when it writes and syncs, and how much. Others name classes, folders and addresses. */
const safe =
  /^(journal(WriteData|SyncData|AdaptiveGroupWrites|MaxGroupWaitMSec|MaxMemorySizeMb|BufferedWritesThreshold|BufferedEntriesThreshold|FlushWhenQueueEmpty|MaxSizeMB|MaxBackups|RemovePagesFromCache|PreAllocSizeMB|AlignmentSize|WriteBufferSizeKB|PageCacheFlushIntervalMSec)|flushInterval|flushEntrylogBytes|logSizeLimit|entryLogFilePreallocationEnabled|gcWaitTime|num(AddWorker|ReadWorker|JournalCallback)Threads)$/;

/** Settings that a scenario from another machine may not have. */
export function unsafeBookieSettings({ config }: BookkeeperCluster): readonly string[] {
  return Object.entries(config)
    .filter(([key, value]) => !safe.test(key) || !/^[\w.-]{0,40}$/.test(String(value)))
    .map(([key]) => `'${key}' is not among the settings that are known to be safe`);
}
