/** etcd has one log, its whole keyspace: every change of it has the next revision. */
export const keyspace = 'keyspace';

/** Each record is a key of its own, or a later put would take its place in what is read. */
const prefix = 'record/';

/** The first change of an empty keyspace has revision 2. */
export const firstRevision = 2;

/** The key under which a record is put, by its value, which is unique over the run. */
export function keyOf(value: string): string {
  return `${prefix}${value}`;
}

/** The range of all records, as the gateway takes it. */
export const recordRange = { key: encoded(prefix), range_end: encoded('record0') };

/** Keys and values travel in base64. */
export function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Back again. */
export function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
