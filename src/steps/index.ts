import { idle } from './actions/idle.ts';
import { pick } from './actions/pick.ts';
import { resume } from './actions/resume.ts';
import { start } from './actions/start.ts';
import { kill } from './faults/kill.ts';
import { pause } from './faults/pause.ts';
import { restart } from './faults/restart.ts';
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

/** Every step that a scenario can name, in the order of `list steps`. */
export const steps: readonly Step[] = [
  kill,
  stop,
  pause,
  restart,
  wipe,
  truncate,
  start,
  resume,
  pick,
  idle,
  produce,
  load,
  stopLoad,
  wait,
  describe,
  readLog,
];
