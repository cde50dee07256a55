import { Inconclusive, messageOf } from '../../../errors.ts';
import type { Endpoint } from '../../../machines/machine.ts';
import { openWire, type Wire } from './wire.ts';

/** Connections to brokers by name, opened when first needed and forgotten when they fail. */
export interface Wires extends AsyncDisposable {
  to(broker: string): Promise<Wire>;
  /** The answer of the first broker that gives one. */
  first<T>(brokers: readonly string[], ask: (wire: Wire) => Promise<T>): Promise<T>;
}

export function openWires(endpointOf: (broker: string) => Endpoint): Wires {
  const open = new Map<string, Promise<Wire>>();
  let isClosed = false;
  const reopen = async (broker: string, known: Promise<Wire> | undefined): Promise<Wire> => {
    const wire = await known?.catch(() => undefined);
    if (wire?.isOpen()) return wire;
    const opened = await openWire(endpointOf(broker));
    if (!isClosed) return opened;
    await opened[Symbol.asyncDispose]();
    throw closed();
  };
  const to = (broker: string): Promise<Wire> => {
    if (isClosed) return Promise.reject(closed());
    // One after the other, so that two askers at once share a connection.
    const wire = reopen(broker, open.get(broker));
    open.set(broker, wire);
    wire.catch(() => undefined);
    return wire;
  };
  const forget = async (broker: string) => {
    const wire = open.get(broker);
    open.delete(broker);
    await (await wire?.catch(() => undefined))?.[Symbol.asyncDispose]();
  };
  return {
    to,
    async first(brokers, ask) {
      let lastError = 'no broker is up';
      for (const broker of brokers) {
        try {
          return await ask(await to(broker));
        } catch (error) {
          if (isClosed) throw error;
          lastError = `${broker}: ${messageOf(error)}`;
          await forget(broker);
        }
      }
      throw new Inconclusive(`no broker answers (${lastError})`);
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await Promise.all([...open.keys()].map(forget));
    },
  };
}

function closed(): Error {
  return new Error('the client is closed');
}
