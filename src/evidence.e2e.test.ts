import { expect, test, vi } from 'vitest';
import type { HistoryEvent } from './history/event.ts';
import { run } from './run.ts';
import { parseScenario, planScenario } from './scenario/index.ts';
import { withJava } from './testing/java.ts';
import { expectNothingLeft, testLab, verdictOf } from './testing/lab.ts';

const lab = testLab();

const scenario = `
title: a quiet run
cluster: { kafka: "4.3.1", brokers: 1, config: { min.insync.replicas: 1 }, session: 30s }
topic: { name: topic1, replicas: 1 }
steps:
  - produce: 5
  - idle: 9s
  - produce: 5
expect: no-loss
`;

const hangsMs = 7000;
const hour = 3_600_000;

withJava('what nobody asked for, on a real broker', () => {
  test('a broker that hangs blinds the watch, and a clock that is set jumps: the run proves nothing', async () => {
    const pids: number[] = [];
    const wallClock = Date.now;
    const seen: HistoryEvent[] = [];
    const hang = () => {
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      // The clock of the machine is not ours to set; that of this process is.
      vi.spyOn(Date, 'now').mockImplementation(() => wallClock() + hour);
      setTimeout(() => {
        for (const pid of pids) process.kill(pid, 'SIGCONT');
      }, hangsMs);
    };
    const plan = planScenario(parseScenario(scenario, 'test.yaml'), { runtime: 'local' });
    const result = await run(plan, {
      signal: new AbortController().signal,
      out: lab.out,
      onEvent(event) {
        seen.push(event);
        if (event.type === 'node' && event.event === 'started' && event.pid) pids.push(event.pid);
        if (event.type === 'step' && event.name === 'idle' && event.event === 'began') hang();
      },
    });
    vi.restoreAllMocks();
    expect(verdictOf(result)).toMatchObject({
      verdict: 'inconclusive',
      lost: [],
      reasons: [
        expect.stringMatching(/^no node told the state of the partitions from .* although some ran$/),
        expect.stringMatching(/^the clock of this machine jumped forward by 3600\.0 s at /),
      ],
    });
    const [blind] = seen.filter((event) => event.type === 'blind');
    expect((blind?.time ?? 0) - (blind?.from ?? 0)).toBeGreaterThan(hangsMs - 1000);
    await expectNothingLeft();
  });
});
