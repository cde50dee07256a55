import { findOnPath } from '../lib/find-on-path.ts';
import { requirement } from './require.ts';

const go = await findOnPath('go', process.env.PATH);

/** `describe` for tests whose system is built with Go first. */
export const withGo = requirement('go', go !== null, 'there is no `go` on the PATH');
