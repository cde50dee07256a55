import type { EvidenceCheck } from '../check.ts';

/** A lie that is told from the next start on is none without a start, nor when the started process does not know of it. */
export const fsyncLied: EvidenceCheck = {
  name: 'fsync-lied',
  summary: 'every node whose fsync was to lie was started so',
  ignoresOps: true,
  start() {
    const awaited = new Set<string>();
    const reasons: string[] = [];
    return {
      on(event) {
        if (event.type === 'fault' && event.fault === 'fsync' && event.happened) {
          if (event.proof.mode === 'lies') awaited.add(event.node);
          else awaited.delete(event.node);
        }
        if (event.type !== 'node' || event.event !== 'ready' || !awaited.delete(event.node)) return;
        if (event.fsync !== 'lies') reasons.push(`${event.node} was started with an honest fsync`);
      },
      end: () => [
        ...reasons,
        ...[...awaited].map((node) => `the fsync of ${node} was to lie, but it was not started again`),
      ],
    };
  },
};
