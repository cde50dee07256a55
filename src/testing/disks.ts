import { powerLossPower } from '../machines/local/disks.ts';
import { requirement } from './require.ts';

const power = await powerLossPower();

/** `describe` for tests in which a disk of this machine loses power. */
export const withDisks = requirement('disks', power.there, power.why);
