import type { Endpoint } from '../../machines/machine.ts';
import type { PartitionState } from '../system.ts';
import { ask } from './gateway.ts';
import { keyspace } from './keyspace.ts';

const lookBudgetMs = 1000;

/** `/v3/maintenance/status` as the gateway writes it: numbers are strings, and zeros are left out. */
interface Status {
  readonly header: { readonly member_id: string; readonly revision?: string };
  readonly leader?: string;
  readonly raftTerm?: string;
  readonly raftIndex?: string;
  readonly raftAppliedIndex?: string;
}

/** What one member tells of itself and of its leader. */
export interface MemberView {
  readonly name: string;
  readonly id: string;
  readonly leader: string | null;
  readonly term: number;
  readonly applied: number;
  readonly revision: number;
}

/** Every member's own view; those that do not answer in time are left out. */
export async function memberViews(
  live: readonly string[],
  endpointOf: (member: string) => Endpoint,
): Promise<readonly MemberView[]> {
  const answers = await Promise.all(
    live.map(async (name) => {
      const signal = AbortSignal.timeout(lookBudgetMs);
      const answer = await ask<Status>(endpointOf(name), 'maintenance/status', {}, signal);
      return 'ok' in answer ? viewOf(name, answer.ok) : null;
    }),
  );
  return answers.flatMap((view) => view ?? []);
}

function viewOf(name: string, { header, leader, raftTerm, raftAppliedIndex }: Status): MemberView {
  return {
    name,
    id: header.member_id,
    leader: leader === undefined || leader === '0' ? null : leader,
    term: Number(raftTerm ?? 0),
    applied: Number(raftAppliedIndex ?? 0),
    revision: Number(header.revision ?? 0),
  };
}

/**
 * The log as its members tell it: the newest term counts. In sync is who follows that leader and has applied what the
 * leader had applied when it was looked at before (`appliedBefore`), or now.
 */
export function stateOf(
  views: readonly MemberView[],
  nameOf: (id: string) => string | undefined,
  appliedBefore: number | null,
): PartitionState | null {
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
    partition: keyspace,
    leader: id === null ? null : (nameOf(id) ?? null),
    isr: following.map(({ name }) => name),
    epoch: term,
    end: told ? told.revision + 1 : null,
  };
}
