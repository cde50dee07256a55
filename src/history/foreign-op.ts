type Members = Record<string, unknown>;

// No JSON text begins with it, and hardly a value does: so the number 1 and the text "1" stay two values.
const mark = '\u0000';

/** How a value is shown: texts as they are, all else as its JSON. */
export function shownValue(value: string): string {
  return value.startsWith(mark) ? value.slice(mark.length) : value;
}

/**
 * Makes an operation of another tool one like ours, in place: values that are no texts become marked JSON, keys JSON, an
 * offset of null is left out, and so is what an action has besides. What it cannot make out it leaves for the error.
 */
export function adaptForeignOp(op: Members): void {
  if (Array.isArray(op.actions)) op.actions = op.actions.map(adaptAction);
}

function adaptAction(action: unknown): unknown {
  if (!isMembers(action)) return action;
  if (Object.hasOwn(action, 'send') === Object.hasOwn(action, 'poll')) return action;
  return isMembers(action.send) ? { send: adaptSend(action.send) } : { poll: adaptPoll(action.poll) };
}

function adaptSend(send: Members): Members {
  const { to, key, value, offset } = send;
  return {
    to,
    ...(key === undefined || key === null
      ? {}
      : { key: typeof key === 'string' ? key : JSON.stringify(key) }),
    ...(value === undefined ? {} : { value: textOf(value) }),
    ...(offset === undefined || offset === null ? {} : { offset }),
  };
}

// Object.fromEntries defines a member called __proto__, where an assignment would set the prototype.
function adaptPoll(poll: unknown): unknown {
  if (!isMembers(poll)) return poll;
  return Object.fromEntries(
    Object.entries(poll).map(([partition, records]) => [
      partition,
      Array.isArray(records) ? records.map(adaptRecord) : records,
    ]),
  );
}

function adaptRecord(record: unknown): unknown {
  if (!Array.isArray(record) || record.length !== 2) return record;
  const [offset, value] = record as [unknown, unknown];
  return [offset === null ? -1 : offset, textOf(value)];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : mark + JSON.stringify(value);
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
