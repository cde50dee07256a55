import type { Power } from '../machine.ts';
import type { Daemon } from './daemon.ts';

/** What a daemon can do, from what it says about itself; `doctor` really mounts a disk. */
export function powersOf(daemon: Daemon): readonly Power[] {
  if (!daemon.answers) {
    const { why, help } = daemon;
    const names = ['processes', 'power-loss', 'lying-fsync', 'partition'] as const;
    return names.map((name) => ({ name, there: false, why, help }));
  }
  const { version, endpoint, cgroupVersion } = daemon;
  const why = `Docker ${version} answers at ${endpoint} (cgroup v${cgroupVersion})`;
  return [
    { name: 'processes', there: true, why },
    diskPower(daemon),
    { name: 'lying-fsync', there: true, why: 'libeatmydata is in every image' },
    { name: 'partition', there: true, why: "nftables is in every image, for the container's own network" },
  ];
}

function diskPower({ confinement }: Extract<Daemon, { answers: true }>): Power {
  const name = 'power-loss';
  if (confinement === null) {
    return { name, there: true, why: 'each node gets a disk of its own, mounted inside its container' };
  }
  return {
    name,
    there: false,
    why: `mounting a disk inside a container needs a daemon of root's (this one is ${confinement})`,
    help: 'use a rootful Docker daemon, or sudo and --runtime local',
  };
}
