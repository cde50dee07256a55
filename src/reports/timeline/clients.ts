import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import type { Traffic, TrafficBucket } from '../../judge/traffic.ts';
import type { Band, Layout } from './layout.ts';

/** What the clients saw: acknowledgements a bucket as an area, the longest latency as a line, unknown ones hatched. */
export function clientsMarkup(
  { traffic }: { readonly traffic: Traffic },
  layout: Layout,
  band: Band,
): string {
  const { buckets, bucketMs } = traffic;
  if (buckets.length === 0) return '';
  const place = scaleLinear([0, layout.durationMs], [0, 1000]);
  const x = (_: unknown, index: number) => place(index * bucketMs);
  const most = Math.max(1, ...buckets.map(({ acked, unknown, failed }) => acked + unknown + failed));
  const height = scaleLinear([0, most], [100, 4]);
  // A step goes on to the next point, so the last bucket needs one behind it.
  const points = [...buckets, { acked: 0, failed: 0, unknown: 0, latencyMsMax: 0 }];
  // Each layer stands on those before it.
  const layers = (['acked', 'unknown', 'failed'] as const).map((kind, index, kinds) => {
    const top = (bucket: TrafficBucket, count: number) =>
      height(kinds.slice(0, count).reduce((sum, each) => sum + bucket[each], 0));
    const shape = area<TrafficBucket>(
      x,
      (bucket) => top(bucket, index),
      (bucket) => top(bucket, index + 1),
    );
    return { kind, path: shape.curve(curveStepAfter)(points) ?? '' };
  });
  const paths = [
    ...layers.filter(({ kind }) => kind === 'acked' || buckets.some((bucket) => bucket[kind] > 0)),
    { kind: 'latency', path: latencyPath(buckets, x) },
  ].map(({ kind, path }) => `<path class="${kind}" d="${short(path)}"/>`);
  return `<svg y="${band.y + 4}" width="100%" height="${band.height - 8}" viewBox="0 0 1000 100" preserveAspectRatio="none">${paths.join('')}</svg>`;
}

function latencyPath(buckets: readonly TrafficBucket[], x: (_: unknown, index: number) => number): string {
  const most = Math.max(1, ...buckets.map(({ latencyMsMax }) => latencyMsMax));
  const height = scaleLinear([0, most], [98, 4]);
  const path = line<TrafficBucket>(x, ({ latencyMsMax }) => height(latencyMsMax))
    .defined(({ acked }) => acked > 0)
    .curve(curveStepAfter);
  return path(buckets) ?? '';
}

function short(path: string): string {
  return path.replace(/\d+\.\d+/g, (number) => Number(number).toFixed(1));
}

/** What the band shows, in words: its scale stands nowhere else. */
export function clientsText({ buckets, bucketMs }: Traffic): string {
  const most = Math.max(0, ...buckets.map(({ acked }) => acked));
  const slowest = Math.max(0, ...buckets.map(({ latencyMsMax }) => latencyMsMax));
  return `at most ${most} acknowledgements in ${bucketMs} ms, the longest took ${Math.round(slowest)} ms`;
}
