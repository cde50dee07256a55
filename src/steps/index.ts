import { ownSteps } from '../systems/own-steps.ts';
import { heal } from './actions/heal.ts';
import { idle } from './actions/idle.ts';
import { pick } from './actions/pick.ts';
import { resume } from './actions/resume.ts';
import { settle } from './actions/settle.ts';
import { start } from './actions/start.ts';
import { corrupt } from './faults/corrupt.ts';
import { diskFailure } from './faults/disk-failure.ts';
import { fillDisk } from './faults/fill-disk.ts';
import { fsync } from './faults/fsync.ts';
import { isolate } from './faults/isolate.ts';
import { kill } from './faults/kill.ts';
import { killClient } from './faults/kill-client.ts';
import { partition } from './faults/partition.ts';
import { pause } from './faults/pause.ts';
import { powerLoss } from './faults/power-loss.ts';
import { remove } from './faults/remove.ts';
import { replaceDisk } from './faults/replace-disk.ts';
import { restart } from './faults/restart.ts';
import { restartMachine } from './faults/restart-machine.ts';
import { stop } from './faults/stop.ts';
import { truncate } from './faults/truncate.ts';
import { wipe } from './faults/wipe.ts';
import { describe } from './probes/describe.ts';
import { readLog } from './probes/read-log.ts';
import type { Step } from './step.ts';
import { wait } from './wait.ts';
import { load } from './workloads/load.ts';
import { produce } from './workloads/produce.ts';
import { stopLoad } from './workloads/stop-load.ts';

/** Every step that a scenario can name, in the order of `list steps`: those of any system, then each system's own. */
export const steps: readonly Step[] = [
  kill,
  stop,
  pause,
  restart,
  restartMachine,
  wipe,
  truncate,
  corrupt,
  remove,
  powerLoss,
  fsync,
  diskFailure,
  fillDisk,
  isolate,
  partition,
  killClient,
  replaceDisk,
  start,
  resume,
  heal,
  pick,
  idle,
  settle,
  produce,
  load,
  stopLoad,
  wait,
  describe,
  readLog,
  ...ownSteps,
];

/** The step of this name; undefined when there is none. */
export function stepNamed(name: string | undefined): Step | undefined {
  return steps.find((step) => step.name === name);
}
