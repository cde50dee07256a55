import type { Judged } from '../../judge/verdict.ts';
import type { EventRow } from '../sections/events.ts';
import { type Lane, lanesOf } from './lanes.ts';

/** One band of the picture, with its place in pixels. */
export interface Band {
  readonly label: string;
  readonly kind: 'axis' | 'steps' | 'faults' | 'node' | 'partition' | 'clients';
  readonly y: number;
  readonly height: number;
  /** Of a node's band. */
  readonly lane?: Lane;
}

/** The bands from top to bottom, as tall as what they show needs. */
export interface Layout {
  readonly bands: readonly Band[];
  readonly height: number;
  readonly durationMs: number;
}

const heights = { axis: 26, steps: 26, faults: 26, node: 36, partition: 22, clients: 64 } as const;
const partitionsMax = 8;

/** Steps and faults above, a band a node, a band a partition that was watched, the clients below. */
export function layoutOf({ events }: Pick<Judged, 'events'>): Layout {
  const lanes = lanesOf(events);
  const partitions = [...new Set(events.states.map(({ partition }) => partition))].slice(0, partitionsMax);
  const wanted: Omit<Band, 'y' | 'height'>[] = [
    { label: 'seconds', kind: 'axis' },
    { label: 'steps', kind: 'steps' },
    { label: 'faults', kind: 'faults' },
    ...lanes.map((lane) => ({ label: lane.node, kind: 'node', lane }) as const),
    ...partitions.map((label) => ({ label, kind: 'partition' }) as const),
    { label: 'clients', kind: 'clients' },
  ];
  let y = 0;
  const bands = wanted.map((band): Band => {
    const placed = { ...band, y, height: heights[band.kind] };
    y += placed.height;
    return placed;
  });
  return { bands, height: y, durationMs: Math.max(events.durationMs, 1) };
}

const homes = {
  step: 'steps',
  fault: 'faults',
  warning: 'faults',
  client: 'clients',
  lost: 'clients',
} as const;

/** Where an event is marked; what happened to a node or partition without a band stands among the faults. */
export function bandOf({ bands }: Layout, { kind, subject }: EventRow): Band | undefined {
  const home = kind in homes ? homes[kind as keyof typeof homes] : undefined;
  const own = bands.find(
    (band) => band.label === subject && (band.kind === 'node' || band.kind === 'partition'),
  );
  return bands.find((band) => band.kind === home) ?? own ?? bands.find((band) => band.kind === 'faults');
}
