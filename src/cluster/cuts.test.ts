import { expect, test } from 'vitest';
import { Cuts } from './cuts.ts';

const away = { ways: [{ from: 'clients', to: 'broker-1' }], nodes: ['broker-1'] };

test('a way that two cuts hold is open when both are healed', () => {
  const cuts = new Cuts();
  const again = { ...away };
  cuts.add(away);
  cuts.add(again);
  cuts.delete(away);
  expect(cuts.isCut({ from: 'clients', to: 'broker-1' })).toBe(true);
  expect(cuts.isCut({ from: 'broker-1', to: 'clients' })).toBe(false);
  cuts.delete(again);
  expect(cuts.isCut({ from: 'clients', to: 'broker-1' })).toBe(false);
});

test('who does not hear the clients, or is not heard, cannot be asked', () => {
  const cuts = new Cuts();
  cuts.add(away);
  cuts.add({ ways: [{ from: 'broker-2', to: 'clients' }], nodes: ['broker-2'] });
  expect(['broker-1', 'broker-2', 'broker-3'].map((name) => cuts.canAsk(name))).toEqual([false, false, true]);
  expect(cuts.isNamed('broker-2')).toBe(true);
});

test('nodes may differ from the first cut on, also once it is healed', () => {
  const cuts = new Cuts();
  expect(cuts.mayDiffer).toBe(false);
  cuts.add(away);
  cuts.delete(away);
  expect(cuts.mayDiffer).toBe(true);
});
