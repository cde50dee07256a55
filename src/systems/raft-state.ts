import type { PartitionState } from './system.ts';

/** What one member of a Raft group tells of itself and of its leader. */
export interface MemberView {
  readonly name: string;
  readonly id: string;
  readonly leader: string | null;
  /** 0 as long as it knows none. */
  readonly term: number;
  readonly applied: number;
  /** Behind the last record that it has applied. */
  readonly end: number;
}

interface GroupView {
  readonly partition: string;
  readonly views: readonly MemberView[];
  readonly nameOf: (id: string) => string | undefined;
  /** What the leader had applied when it was looked at before. */
  readonly appliedBefore: number | null;
}

/**
 * The log as the members of its group tell it: the newest term counts. In sync is who follows that leader and has applied
 * what the leader had applied at the last look, or now.
 */
export function stateOf({ partition, views, nameOf, appliedBefore }: GroupView): PartitionState | null {
  if (views.length === 0) return null;
  const term = Math.max(...views.map((view) => view.term));
  const current = views.filter((view) => view.term === term);
  const id = current.find(({ leader }) => leader !== null)?.leader ?? null;
  const told = current.find((view) => view.id === id && view.leader === id);
  const needed = Math.min(appliedBefore ?? Number.POSITIVE_INFINITY, told?.applied ?? 0);
  const following = current.filter(
    ({ leader, applied }) => id !== null && leader === id && applied >= needed,
  );
  return {
    partition,
    leader: id === null ? null : (nameOf(id) ?? null),
    isr: following.map(({ name }) => name),
    epoch: term === 0 ? null : term,
    end: told ? told.end : null,
  };
}
