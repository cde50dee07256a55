import { messageOf } from '../errors.ts';
import { openAnsweringEngine } from '../machines/docker/daemon.ts';
import { requirement } from './require.ts';

const problem = await openAnsweringEngine().then(() => null, messageOf);

/** `describe` for tests of containers. */
export const withDocker = requirement('docker', problem === null, problem ?? '');
