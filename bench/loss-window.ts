import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { cutsOf } from './loss-window/cuts.ts';
import { lossPicture } from './loss-window/picture.ts';
import { lossTable } from './loss-window/table.ts';

/**
 * The table and the picture of docs/power-loss.md from stored runs, those of the scenario loss-window and of the series
 * that has all its cells in one run:
 *
 *     for disk in ext4 xfs; do
 *       fsync-lab run bench/loss-window/series.yaml --set cluster.disk.filesystem=$disk --out runs/window
 *     done
 *     npx tsx bench/loss-window.ts runs/window docs/loss-window.svg
 */
const [folder = 'runs', picture] = argv.slice(2);
const histories = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // `latest` is a link to a run that is listed already.
  .filter((path) => path.endsWith('history.jsonl') && !path.includes('latest'))
  .filter((path) => statSync(join(folder, path)).isFile());
const cuts = histories.flatMap((path) => cutsOf(readFileSync(join(folder, path), 'utf8')));
stdout.write(`${lossTable(cuts)}\n`);
if (picture !== undefined) writeFileSync(picture, lossPicture(cuts));
