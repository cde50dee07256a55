import type { Endpoint } from '../../machines/machine.ts';
import type { MemberView } from '../raft-state.ts';
import { idOfServer, streamName } from './stream.ts';

const lookBudgetMs = 1000;

/** `/jsz?streams=1&acc=$G` of a server's monitoring, as far as it is used: this server's own replica. */
interface Jsz {
  readonly account_details?: readonly {
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly cluster?: { readonly raft_group?: string };
      readonly state: { readonly last_seq: number };
    }[];
  }[];
}

/** A group of `/raftz?acc=$G`: `pterm` and `pindex` are those of the last entry of its log. */
interface RaftGroup {
  readonly id: string;
  readonly leader?: string;
  /** Of a leader alone, once it has applied what it was elected with: before that it serves nobody. */
  readonly leader_since?: string;
  readonly term: number;
  readonly applied: number;
  readonly catching_up?: boolean;
  readonly pterm: number;
  readonly pindex: number;
}

type Raftz = Readonly<Record<string, Readonly<Record<string, RaftGroup>>>>;

interface ServerView {
  readonly name: string;
  readonly group: RaftGroup;
  readonly lastSequence: number;
}

/** Of a server that has started and waits for a leader of the metadata before it opens its replica. */
const noGroup: RaftGroup = { id: '', term: 0, applied: 0, pterm: 0, pindex: 0 };

/** Every server's own view of the stream; those that do not answer in time are left out. */
export async function serverViews(
  live: readonly string[],
  endpointOf: (server: string) => Endpoint,
): Promise<readonly MemberView[]> {
  const look = (name: string) => viewOf(name, endpointOf(name));
  const views = (await Promise.all(live.map(look))).flatMap((view) => view ?? []);
  const term = Math.max(...views.map(({ group }) => group.term));
  const leader = views.find(({ group }) => group.term === term && group.leader === group.id);
  // Looked at once more after the others, so that nobody who follows it can have more.
  const later = leader && ((await look(leader.name)) ?? leader);
  return views.map((view) => ({ ...told(view), leader: whomItFollows(view, later) }));
}

async function viewOf(name: string, endpoint: Endpoint): Promise<ServerView | null> {
  const [jsz, raftz] = await Promise.all([
    lookAt<Jsz>(endpoint, 'jsz?streams=1&acc=$G'),
    lookAt<Raftz>(endpoint, 'raftz?acc=$G'),
  ]);
  const streams = jsz?.account_details?.flatMap(({ stream_detail = [] }) => stream_detail) ?? [];
  const stream = streams.find((each) => each.name === streamName);
  const group = raftz?.$G?.[stream?.cluster?.raft_group ?? ''] ?? noGroup;
  return jsz && { name, group, lastSequence: stream?.state.last_seq ?? 0 };
}

async function lookAt<T>({ host, port }: Endpoint, path: string): Promise<T | null> {
  try {
    const signal = AbortSignal.timeout(lookBudgetMs);
    const answer = await fetch(`http://${host}:${port}/${path}`, { signal });
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}

/**
 * A server names its leader before the leader serves anybody, and before it has given up itself what the leader has not. So
 * it follows once its log is a part of the leader's: its last entry is of the term of the leader's last one, and not behind
 * it. Of a leader that does not answer, what the others say of it is all there is.
 */
function whomItFollows({ group }: ServerView, leader: ServerView | undefined): string | null {
  if (leader === undefined || group.leader !== leader.group.id) return group.leader || null;
  const isPart = group.pterm === leader.group.pterm && group.pindex <= leader.group.pindex;
  return leader.group.leader_since !== undefined && isPart && !group.catching_up ? group.leader : null;
}

function told({ name, group, lastSequence }: ServerView): Omit<MemberView, 'leader'> {
  return {
    name,
    id: idOfServer(name),
    term: group.term,
    applied: group.applied,
    end: lastSequence + 1,
  };
}
