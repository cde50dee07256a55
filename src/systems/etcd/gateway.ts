import { messageOf } from '../../errors.ts';
import type { Endpoint } from '../../machines/machine.ts';

/** What a member answered, or how the request failed: whether it surely never got there. */
export type Answer<T> =
  | { readonly ok: T }
  | { readonly error: string; readonly status?: number; readonly isUnsent: boolean };

/** No system call has sent anything when the connection was refused. */
const unsentCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** One request to a member's JSON gateway (`/v3/…`, a part of every etcd), sent once and never again by itself. */
export async function ask<T>(
  endpoint: Endpoint,
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<Answer<T>> {
  try {
    const answer = await fetch(`http://${endpoint.host}:${endpoint.port}/v3/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      signal,
    });
    const text = await answer.text();
    if (answer.ok) return { ok: JSON.parse(text) as T };
    return { error: messageIn(text), status: answer.status, isUnsent: false };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const said = cause instanceof Error && cause.message !== '' ? cause.message : messageOf(error);
    return {
      error: code === undefined ? said : `${said} (${String(code)})`,
      isUnsent: unsentCodes.has(code),
    };
  }
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}
