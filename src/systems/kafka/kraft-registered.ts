import type { Registered } from '../system.ts';
import { brokerName } from './layout.ts';

/** A controller that runs, with the output of its current start. */
export interface ControllerOutput {
  readonly name: string;
  readonly lines: readonly string[];
}

interface Told {
  /** The epoch in which it is the active controller; null while it is not. */
  activeEpoch: number | null;
  readonly unfenced: Set<number>;
}

type Reading = readonly [pattern: RegExp, read: (told: Told, groups: RegExpExecArray) => void];

const readings: readonly Reading[] = [
  [
    /Becoming the active controller at epoch (\d+)/,
    (told, [, epoch]) => {
      told.activeEpoch = Number(epoch);
    },
  ],
  [
    /Renouncing (?:the )?leadership/,
    (told) => {
      told.activeEpoch = null;
    },
  ],
  [
    /Replayed .*RegisterBrokerRecord .*broker (\d+): .*\bfenced=(true|false)/,
    (told, [, id, fenced]) => setFenced(told, id, fenced === 'true'),
  ],
  [
    // 1 fences, -1 unfences, 0 changes something else.
    /Replayed BrokerRegistrationChangeRecord .*broker (\d+): .*\bfenced=(1|-1)\b/,
    (told, [, id, change]) => setFenced(told, id, change === '1'),
  ],
  [/ Fencing broker (\d+) /, (told, [, id]) => setFenced(told, id, true)],
  [/The request from broker (\d+) to unfence has been granted/, (told, [, id]) => setFenced(told, id, false)],
];

/**
 * Who is registered and not fenced, read from what the active controller prints as it replays its own metadata log. No
 * request would do: DescribeCluster is answered by brokers alone, and all of them may be down.
 */
export function registeredAtControllers(controllers: readonly ControllerOutput[]): Registered {
  const [active] = controllers
    .map(({ lines }) => toldBy(lines))
    .filter(({ activeEpoch }) => activeEpoch !== null)
    .sort((a, b) => Number(b.activeEpoch) - Number(a.activeEpoch));
  if (!active) return { notServing: noneActive(controllers) };
  return { nodes: [...active.unfenced].sort((a, b) => a - b).map(brokerName) };
}

function toldBy(lines: readonly string[]): Told {
  const told: Told = { activeEpoch: null, unfenced: new Set() };
  for (const line of lines) {
    for (const [pattern, read] of readings) {
      const groups = pattern.exec(line);
      if (groups) read(told, groups);
    }
  }
  return told;
}

function setFenced({ unfenced }: Told, id: string | undefined, isFenced: boolean): void {
  if (isFenced) unfenced.delete(Number(id));
  else unfenced.add(Number(id));
}

function noneActive(controllers: readonly ControllerOutput[]): string {
  if (controllers.length === 0) return 'no controller runs';
  return `no active controller yet among ${controllers.map(({ name }) => name).join(', ')}`;
}
