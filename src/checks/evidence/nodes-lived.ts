import type { EventOf } from '../../history/event.ts';
import { formatSeconds } from '../../lib/duration.ts';
import { defineEvidence } from '../define.ts';

/** Faults that end or hold processes and leave every file as it is: no node dies of them later. */
const harmlessToFiles: ReadonlySet<string> = new Set(['kill', 'stop', 'restart', 'restart-machine', 'pause']);

interface Death {
  readonly node: string;
  readonly time: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** The step during which it happened. */
  readonly step: number | null;
}

/**
 * A node that dies by itself makes another experiment of the run: one more fault, which nobody asked for. One that may be
 * the consequence of a fault that changed files or disks is a part of what is tried; a start that fails ends the steps.
 */
export const nodesLived = defineEvidence({
  name: 'nodes-lived',
  summary: 'no node died but by a fault of the scenario',
  ignoresOps: true,
  start(plan) {
    const ready = new Set<string>();
    const deaths: Death[] = [];
    /** Tear-down begins after the last step: only a death that a later step saw was one during the run. */
    let counted = 0;
    const hurt = new Set<string>();
    let harmedAt = Number.POSITIVE_INFINITY;
    let step: number | null = null;
    let isHealing = false;
    return {
      on(event) {
        if (event.type === 'step') {
          counted = deaths.length;
          step = event.index;
          isHealing = event.name.startsWith('heal') && event.event === 'began';
        }
        if (event.type === 'fault' && event.happened) {
          hurt.add(hurtKey(event.step, event.node));
          if (!harmlessToFiles.has(event.fault)) harmedAt = Math.min(harmedAt, event.time);
        }
        if (event.type !== 'node') return;
        if (event.event === 'ready') ready.add(event.node);
        if (event.event !== 'exited') return;
        if (ready.delete(event.node) && !isHealing) deaths.push(deathOf(event, step));
      },
      end: () =>
        deaths
          .slice(0, counted)
          .filter(({ node, time, step: during }) => {
            const isAsked = hurt.has(hurtKey(during, node)) || plan.isExpectedDown(node);
            return !isAsked && time < harmedAt;
          })
          .map(deathText),
    };
  },
});

function hurtKey(step: number | null, node: string): string {
  return `${step} ${node}`;
}

function deathOf({ node, time, code, signal }: EventOf<'node'>, step: number | null): Death {
  return { node, time, code: code ?? null, signal: signal ?? null, step };
}

function deathText({ node, time, code, signal }: Death): string {
  const how = signal !== null ? ` of ${signal}` : code !== null ? ` with exit code ${code}` : '';
  return `${node} died by itself${how} at ${formatSeconds(time)}`;
}
