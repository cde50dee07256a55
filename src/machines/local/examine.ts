import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter } from 'node:path';
import type { Diagnosis, Examine } from '../../lib/diagnosis.ts';
import { missingFromPath } from '../../lib/find-on-path.ts';
import { lyingFsyncPower } from './disks.ts';
import { partitionPower, tryPartition } from './net/power.ts';

const loopControl = '/dev/loop-control';
const filesystemTools = ['mkfs.ext4', 'mkfs.xfs', 'xfs_io'];
const useDocker = 'or use --runtime docker';

/** Root, which alone may mount a disk. */
const examineRoot: Examine = async () => {
  const check = { name: 'root', enables: 'power loss of local processes: a disk of its own for each node' };
  const uid = process.getuid?.();
  if (uid === 0) return { ...check, status: 'ok', found: 'you are root' };
  return {
    ...check,
    status: 'missing',
    found: `you are uid ${uid ?? 'unknown'}`,
    help: ['use sudo', useDocker],
  };
};

/** Loop devices, which make a file into a disk. */
const examineLoopDevices: Examine = async () => {
  const check = { name: 'loop devices', enables: 'power loss of local processes' };
  const reason = await access(loopControl, constants.R_OK | constants.W_OK).then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code,
  );
  if (reason === null) return { ...check, status: 'ok', found: loopControl };
  if (reason === 'EACCES') {
    return {
      ...check,
      status: 'missing',
      found: `${loopControl} is for root only`,
      help: ['use sudo', useDocker],
    };
  }
  const help = process.platform === 'linux' ? ['sudo modprobe loop', useDocker] : [useDocker];
  return { ...check, status: 'missing', found: `there is no ${loopControl}`, help };
};

/** The programs that make a filesystem and cut it off. */
const examineFilesystemTools: Examine = async () => {
  const check = { name: 'disk tools', enables: 'power loss of local processes, on ext4 and on xfs' };
  // Users who are not root often lack the folders of system programs in their PATH; sudo has them.
  const path = [process.env.PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(delimiter);
  const missing = await missingFromPath(filesystemTools, path);
  if (missing.length === 0) return { ...check, status: 'ok', found: filesystemTools.join(', ') };
  const install = 'sudo apt-get install e2fsprogs xfsprogs';
  const help = process.platform === 'linux' ? [install, useDocker] : [useDocker];
  return { ...check, status: 'missing', found: `no ${missing.join(', ')} on the PATH`, help };
};

/** The library under which a local broker's fsync does nothing; images have it. */
const examineLyingFsync: Examine = async () => {
  const check = { name: 'lying fsync', enables: 'local brokers on a disk whose fsync lies (fsync: lies)' };
  const power = await lyingFsyncPower();
  if (power.there) return { ...check, status: 'ok', found: power.why };
  const help = process.platform === 'linux' && power.help ? [`sudo ${power.help}`, useDocker] : [useDocker];
  return { ...check, status: 'missing', found: power.why, help };
};

/** A network per node, tried with one: kernels differ. */
const examineNetworks: Examine = async () => {
  const check = { name: 'network cuts', enables: 'cutting the network between local processes' };
  const power = await partitionPower();
  const why = power.there ? await tryPartition() : power.why;
  if (why === null)
    return { ...check, status: 'ok', found: 'a node was put in a network of its own and cut off' };
  const help = process.platform === 'linux' && power.help ? [power.help, useDocker] : [useDocker];
  return { ...check, status: 'missing', found: why, help };
};

/** What this host has for disks and networks of local processes. */
export function examineLocal(): Promise<readonly Diagnosis[]> {
  const examinations = [
    examineRoot,
    examineLoopDevices,
    examineFilesystemTools,
    examineLyingFsync,
    examineNetworks,
  ];
  return Promise.all(examinations.map((examine) => examine()));
}
