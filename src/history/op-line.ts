import type { EventOf } from './event.ts';

type Members = Record<string, unknown>;

const functions: ReadonlySet<unknown> = new Set(['send', 'poll', 'txn', 'assign', 'subscribe', 'crash']);
const statuses: ReadonlySet<unknown> = new Set(['ok', 'fail', 'unknown']);
const sendMembers: ReadonlySet<string> = new Set(['to', 'key', 'value', 'offset', 'tombstone']);

/** The op schema by hand: nearly all lines are operations. Fills in `actions`, which may be left out. */
export function isOp(json: Members): json is Members & EventOf<'op'> {
  if (json.actions === undefined) json.actions = [];
  return (
    Number.isSafeInteger(json.process) &&
    functions.has(json.f) &&
    statuses.has(json.status) &&
    Number.isFinite(json.start) &&
    Number.isFinite(json.end) &&
    isListOf(json.actions, isAction) &&
    hasGoodOptions(json)
  );
}

function hasGoodOptions(json: Members): boolean {
  return (
    isOptional(json.partitions, isStrings) &&
    isOptional(json.rebalanced, isStrings) &&
    isOptional(json.final, (final) => typeof final === 'boolean') &&
    isOptional(json.atEnd, (ends) => isMapOf(ends, Number.isSafeInteger)) &&
    isOptional(json.atStart, (starts) => isMapOf(starts, Number.isSafeInteger)) &&
    isOptional(json.isolation, (name) => name === 'committed' || name === 'uncommitted') &&
    isOptional(json.error, isString) &&
    (json.step === null || isOptional(json.step, Number.isSafeInteger))
  );
}

function isAction(action: unknown): boolean {
  if (!isMembers(action) || Object.keys(action).length !== 1) return false;
  return isSend(action.send) || isMapOf(action.poll, (records) => isListOf(records, isPolled));
}

function isSend(send: unknown): boolean {
  if (!isMembers(send)) return false;
  return (
    isString(send.to) &&
    isString(send.value) &&
    (send.key === null || isOptional(send.key, isString)) &&
    isOptional(send.offset, Number.isSafeInteger) &&
    isOptional(send.tombstone, (tombstone) => typeof tombstone === 'boolean') &&
    Object.keys(send).every((member) => sendMembers.has(member))
  );
}

function isPolled(record: unknown): boolean {
  return (
    Array.isArray(record) && record.length === 2 && Number.isSafeInteger(record[0]) && isString(record[1])
  );
}

const isString = (value: unknown) => typeof value === 'string';
const isStrings = (value: unknown) => isListOf(value, isString);

function isOptional(value: unknown, isGood: (value: unknown) => boolean): boolean {
  return value === undefined || isGood(value);
}

function isListOf(value: unknown, isGood: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isGood);
}

function isMapOf(value: unknown, isGood: (item: unknown) => boolean): boolean {
  return isMembers(value) && Object.values(value).every(isGood);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
