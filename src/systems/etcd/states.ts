import type { Endpoint } from '../../machines/machine.ts';
import type { MemberView } from '../raft-state.ts';
import { ask } from './gateway.ts';

const lookBudgetMs = 1000;

/** `/v3/maintenance/status` as the gateway writes it: numbers are strings, and zeros are left out. */
interface Status {
  readonly header: { readonly member_id: string; readonly revision?: string };
  readonly leader?: string;
  readonly raftTerm?: string;
  readonly raftIndex?: string;
  readonly raftAppliedIndex?: string;
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
    end: Number(header.revision ?? 0) + 1,
  };
}
