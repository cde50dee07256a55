import { duplicate } from './anomalies/duplicate.ts';
import { finalReadLost } from './anomalies/final-read-lost.ts';
import { g0 } from './anomalies/g0.ts';
import { g1a } from './anomalies/g1a.ts';
import { g1c } from './anomalies/g1c.ts';
import { inconsistentOffsets } from './anomalies/inconsistent-offsets.ts';
import { intNonmonotonicPoll } from './anomalies/int-nonmonotonic-poll.ts';
import { intNonmonotonicSend } from './anomalies/int-nonmonotonic-send.ts';
import { intPollSkip } from './anomalies/int-poll-skip.ts';
import { intSendSkip } from './anomalies/int-send-skip.ts';
import { lesserOffset } from './anomalies/lesser-offset.ts';
import { lostWrite } from './anomalies/lost-write.ts';
import { nonmonotonicPoll } from './anomalies/nonmonotonic-poll.ts';
import { nonmonotonicSend } from './anomalies/nonmonotonic-send.ts';
import { offsetReuse } from './anomalies/offset-reuse.ts';
import { phantom } from './anomalies/phantom.ts';
import { pollSkip } from './anomalies/poll-skip.ts';
import { precommittedRead } from './anomalies/precommitted-read.ts';
import { shortLog } from './anomalies/short-log.ts';
import { unseen } from './anomalies/unseen.ts';
import type { AnomalyCheck, EvidenceCheck } from './check.ts';
import { acknowledged } from './evidence/acknowledged.ts';
import { clockSteady } from './evidence/clock-steady.ts';
import { expectedDown } from './evidence/expected-down.ts';
import { faultAsAsked } from './evidence/fault-as-asked.ts';
import { faultHappened } from './evidence/fault-happened.ts';
import { finalRead } from './evidence/final-read.ts';
import { fsyncLied } from './evidence/fsync-lied.ts';
import { historyEnd } from './evidence/history-end.ts';
import { loadProgress } from './evidence/load-progress.ts';
import { nodesLived } from './evidence/nodes-lived.ts';
import { replicasAgree } from './evidence/replicas-agree.ts';
import { replicasHoldRead } from './evidence/replicas-hold-read.ts';
import { stepsCompleted } from './evidence/steps-completed.ts';
import { topicsKept } from './evidence/topics-kept.ts';
import { watchSaw } from './evidence/watch-saw.ts';

/** Every anomaly that is looked for, in the order of the reports: the loss first. */
export const anomalyChecks: readonly AnomalyCheck[] = [
  finalReadLost,
  lostWrite,
  shortLog,
  offsetReuse,
  lesserOffset,
  inconsistentOffsets,
  duplicate,
  phantom,
  g1a,
  g1c,
  precommittedRead,
  pollSkip,
  intPollSkip,
  nonmonotonicPoll,
  intNonmonotonicPoll,
  nonmonotonicSend,
  intNonmonotonicSend,
  intSendSkip,
  g0,
  unseen,
];

/** Everything that must have been seen before a run proves anything, in the order in which the reasons are told. */
export const evidenceChecks: readonly EvidenceCheck[] = [
  historyEnd,
  faultHappened,
  faultAsAsked,
  fsyncLied,
  stepsCompleted,
  acknowledged,
  loadProgress,
  finalRead,
  replicasAgree,
  replicasHoldRead,
  expectedDown,
  nodesLived,
  topicsKept,
  watchSaw,
  clockSteady,
];
