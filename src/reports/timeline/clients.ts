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
  const shape = (from: (bucket: TrafficBucket) => number, to: (bucket: TrafficBucket) => number) =>
    area<TrafficBucket>(
      x,
      (bucket) => height(from(bucket)),
      (bucket) => height(to(bucket)),
    ).curve(curveStepAfter)(points) ?? '';
  const acked = shape(
    () => 0,
    (bucket) => bucket.acked,
  );
  const unknown = shape(
    (bucket) => bucket.acked,
    (bucket) => bucket.acked + bucket.unknown,
  );
  const failed = shape(
    (bucket) => bucket.acked + bucket.unknown,
    (bucket) => bucket.acked + bucket.unknown + bucket.failed,
  );
  const paths = [
    `<path class="acked" d="${short(acked)}"/>`,
    ...(buckets.some((bucket) => bucket.unknown > 0)
      ? [`<path class="unknown" d="${short(unknown)}"/>`]
      : []),
    ...(buckets.some((bucket) => bucket.failed > 0) ? [`<path class="failed" d="${short(failed)}"/>`] : []),
    `<path class="latency" d="${short(latencyPath(buckets, x))}"/>`,
  ];
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
