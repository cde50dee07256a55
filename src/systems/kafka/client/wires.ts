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
  const to = (broker: string): Promise<Wire> => {
    const known = open.get(broker);
    if (known !== undefined) return known;
    const opened = openWire(endpointOf(broker));
    open.set(broker, opened);
    opened.catch(() => open.delete(broker));
    return opened;
  };
  const forget = async (broker: string) => {
    const wire = await open.get(broker)?.catch(() => undefined);
    open.delete(broker);
    await wire?.[Symbol.asyncDispose]();
  };
  return {
    to,
    async first(brokers, ask) {
      let lastError = 'no broker is up';
      for (const broker of brokers) {
        try {
          return await ask(await to(broker));
        } catch (error) {
          lastError = `${broker}: ${messageOf(error)}`;
          await forget(broker);
        }
      }
      throw new Inconclusive(`no broker answers (${lastError})`);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open.keys()].map(forget));
    },
  };
}
