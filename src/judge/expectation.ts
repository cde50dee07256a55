import type { Accounting } from '../checks/accounting.ts';
import { plannedPartitions } from '../checks/partitions.ts';
import { formatSeconds } from '../lib/duration.ts';
import { countText } from '../lib/words.ts';
import { type Expectation, type Plan, removals } from '../plan.ts';
import type { RunEvents } from './run-events.ts';
import { type Unavailable, unavailableMsMin } from './unavailability.ts';
import type { Validity } from './validity.ts';
import { andText } from './words.ts';

/** What was seen, to be held against what was expected. */
export interface Observed {
  readonly lost: number;
  readonly accounting: Accounting;
  readonly validity: Validity;
  readonly events: RunEvents;
  readonly unavailability: readonly Unavailable[];
}

/** One thing that the author expects, and what was seen instead: sentences, none when it is as expected. */
export interface ExpectationResult {
  /** In words: `1 lost record`. */
  readonly text: string;
  readonly unlike: readonly string[];
}

/** Everything that is expected, each held against what was seen. */
export function expectations(plan: Plan, observed: Observed): readonly ExpectationResult[] {
  const { expect } = plan;
  const nothing: Expectation = { loss: null, lost: null, anomalies: null, down: [], unavailable: null };
  const { loss, lost, removed = {}, anomalies, down, unavailable } = expect;
  const each: [Partial<Expectation>, readonly string[]][] = [
    [{ loss }, lossMismatch({ ...nothing, loss }, observed)],
    [{ lost }, lossMismatch({ ...nothing, lost }, observed)],
    [{ removed }, removedMismatch(expect, observed)],
    [{ anomalies }, anomalyMismatch(expect, observed)],
    [{ down }, downMismatch(expect, observed.events)],
    [{ unavailable }, availabilityMismatch(plan, observed)],
  ];
  return each
    .map(([part, unlike]) => ({ text: wordsOf({ ...nothing, ...part }).join(' and '), unlike }))
    .filter(({ text }) => text !== '');
}

/** Sentences: what was expected, and what was seen instead. Empty when all is as expected. */
export function mismatches(plan: Plan, observed: Observed): readonly string[] {
  return expectations(plan, observed).flatMap(({ unlike }) => unlike);
}

/** What the author expects, in words: `1 lost record`, `no loss`. */
export function expectationText(expect: Expectation): string {
  const parts = wordsOf(expect);
  return parts.length > 0 ? andText(parts) : 'nothing in particular';
}

function wordsOf(expect: Expectation): readonly string[] {
  return [
    ...(expect.loss === 'none' ? ['no loss'] : expect.loss === 'some' ? ['a loss'] : []),
    ...(expect.lost === null ? [] : [countText(expect.lost, 'lost record')]),
    ...wantedRemovals(expect).map(({ text }) => text),
    ...(expect.anomalies?.length ? [andText(expect.anomalies)] : []),
    ...(expect.down.length > 0 ? [`${andText(expect.down)} down`] : []),
    ...(expect.unavailable === null ? [] : [expect.unavailable ? 'an unavailable cluster' : 'availability']),
  ];
}

/** Nothing may be lost: a proven loss then settles the verdict, whatever evidence is missing. */
export function forbidsLoss({ loss, lost }: Expectation): boolean {
  return loss === 'none' || lost === 0;
}

/** `1 acknowledged record is lost`, `no acknowledged record is lost`. */
function lossText(lost: number): string {
  if (lost === 0) return 'no acknowledged record is lost';
  return `${countText(lost, 'acknowledged record')} ${lost === 1 ? 'is' : 'are'} lost`;
}

function lossMismatch({ loss, lost }: Expectation, observed: Observed): string[] {
  const found: string[] = [];
  if (loss === 'none' && observed.lost > 0) found.push(`no loss was expected, ${lossText(observed.lost)}`);
  if (loss === 'none' && observed.lost === 0 && observed.validity.valid === false) {
    const names = Object.keys(observed.validity.anomalies).filter((name) => name !== 'unseen');
    found.push(`no loss was expected, and the history has ${andText(names)}`);
  }
  if (loss === 'some' && observed.lost === 0) found.push('a loss was expected, and there is none');
  if (lost !== null && lost !== observed.lost) {
    found.push(
      `${countText(lost, 'lost record')} ${lost === 1 ? 'was' : 'were'} expected, ${lossText(observed.lost)}`,
    );
  }
  return found;
}

/** `10 superseded`, `some expired`. */
function wantedRemovals({ removed = {} }: Expectation) {
  return removals.flatMap((name) => {
    const wanted = removed[name];
    return wanted === undefined ? [] : [{ name, wanted, text: `${wanted} ${name}` }];
  });
}

function removedMismatch(expect: Expectation, { accounting }: Observed): string[] {
  return wantedRemovals(expect)
    .filter(({ name, wanted }) => (wanted === 'some' ? accounting[name] === 0 : accounting[name] !== wanted))
    .map(({ name, text }) => `${text} records were expected, ${accounting[name]} are proven to be ${name}`);
}

function anomalyMismatch({ anomalies }: Expectation, { validity }: Observed): string[] {
  const missing = (anomalies ?? []).filter((name) => !Object.hasOwn(validity.anomalies, name));
  return missing.map((name) => `${name} was expected, and is not there`);
}

function downMismatch({ down }: Expectation, { nodeEnds }: RunEvents): string[] {
  const up = down.filter((name) => nodeEnds.get(name) === 'up');
  return up.map((name) => `${name} was expected to stay down, and it came up`);
}

function availabilityMismatch({ expect, topics }: Plan, { events, unavailability }: Observed): string[] {
  if (expect.unavailable === null) return [];
  const partitions = plannedPartitions(topics).map(({ name }) => name);
  const leaderless = partitions.filter(
    (name) => events.states.findLast(({ partition }) => partition === name)?.leader === null,
  );
  const stretches = unavailability.filter(({ fromMs, toMs }) => toMs - fromMs >= unavailableMsMin);
  if (expect.unavailable && leaderless.length + stretches.length === 0) {
    const most = unavailability.map((stretch) => `; ${unavailableText(stretch)}`).join('');
    return [`the cluster was expected to be unavailable, and every partition has a leader${most}`];
  }
  if (expect.unavailable) return [];
  return [
    ...(leaderless.length === 0
      ? []
      : [`the cluster was expected to be available, and ${andText(leaderless)} has no leader`]),
    ...stretches.map(
      (stretch) => `the cluster was expected to be available, and ${unavailableText(stretch)}`,
    ),
  ];
}

/** `no write to topic1-0 was acknowledged for 24.3 s (14.6 s to 38.9 s)`. */
export function unavailableText({ partition, fromMs, toMs }: Unavailable): string {
  const times = `${formatSeconds(fromMs)} to ${formatSeconds(toMs)}`;
  return `no write to ${partition} was acknowledged for ${formatSeconds(toMs - fromMs)} (${times})`;
}
