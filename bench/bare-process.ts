import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadScenario, planScenario } from '../src/scenario/index.ts';
import { bareKey9 } from './bare-key9.ts';
import type { PhaseName, Timing } from './phases.ts';

// Run as a program it is the bare script itself: `tsx bench/bare-process.ts`.
if (process.argv[1] === import.meta.filename) {
  const { wholeMs, phaseMs } = await bareKey9(planScenario(loadScenario('key9-loss'), { runtime: 'local' }));
  process.stdout.write(JSON.stringify({ wholeMs, phases: [...phaseMs] }));
}

/** The bare script in a process of its own, as cold as the lab's: code that has run before is twice as fast. */
export async function bareKey9Process(): Promise<Timing> {
  const argv = ['--import', 'tsx', import.meta.filename];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the bare script exited with ${code}`);
  const told: { wholeMs: number; phases: [PhaseName, number][] } = JSON.parse(output);
  return { wholeMs: told.wholeMs, phaseMs: new Map(told.phases) };
}
