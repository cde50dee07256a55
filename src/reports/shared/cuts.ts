import type { RunEvents } from '../../judge/run-events.ts';

/** What a loss of power took from one replica, from the fault's proof. */
export interface CutReplica {
  readonly node: string;
  readonly filesystem: string;
  readonly journal: string;
  /** What the remount showed of the two canaries: the proof that it was a cut. */
  readonly canaries: string;
  readonly msSinceAck: number | null;
  readonly partition: string;
  readonly records: readonly [before: number, after: number];
  readonly bytes: readonly [before: number, after: number];
}

/** One row a replica and cut, in the order of the cuts. A history is a file: what does not have the shape is left out. */
export function cutReplicas({ faults }: Pick<RunEvents, 'faults'>): readonly CutReplica[] {
  return cutsIn(faults).flatMap(({ node, proof, replicas }) => {
    const common = {
      node,
      filesystem: String(proof.filesystem ?? '?'),
      journal: String(proof.journal ?? '?'),
      canaries: canariesText(proof.canaries),
      msSinceAck: typeof proof.msSinceAck === 'number' ? proof.msSinceAck : null,
    };
    return replicas.filter(isReplica).map((replica) => ({ ...common, ...replica }));
  });
}

function cutsIn(faults: RunEvents['faults']) {
  return faults
    .filter(({ fault }) => fault === 'power-loss')
    .map(({ node, proof }) => {
      const replicas: readonly unknown[] = Array.isArray(proof.replicas) ? proof.replicas : [];
      return { node, proof, replicas };
    });
}

/** Replicas of which nobody knows what a loss of power took, with the reason. */
export function unreadCuts({
  faults,
}: Pick<RunEvents, 'faults'>): readonly { node: string; partition: string; why: string }[] {
  return cutsIn(faults).flatMap(({ node, replicas }) =>
    replicas.filter(isUnread).map(({ partition, notRead }) => ({ node, partition, why: notRead })),
  );
}

function isUnread(value: unknown): value is { partition: string; notRead: string } {
  if (typeof value !== 'object' || value === null) return false;
  return (
    typeof Reflect.get(value, 'partition') === 'string' && typeof Reflect.get(value, 'notRead') === 'string'
  );
}

type Replica = Pick<CutReplica, 'partition' | 'records' | 'bytes'>;

function isReplica(value: unknown): value is Replica {
  if (typeof value !== 'object' || value === null) return false;
  const { partition, records, bytes } = value as Partial<Record<keyof Replica, unknown>>;
  return typeof partition === 'string' && isPair(records) && isPair(bytes);
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number');
}

function canariesText(canaries: unknown): string {
  if (typeof canaries !== 'object' || canaries === null) return 'none';
  return Object.entries(canaries)
    .map(([kind, sight]) => `${kind} ${sight}`)
    .join(', ');
}
