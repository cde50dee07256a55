import { findJava } from '../systems/java/java.ts';
import { requirement } from './require.ts';

const java = await findJava();

/** `describe` for tests that start a JVM on this machine. */
export const withJava = requirement('java', 'java' in java, 'problem' in java ? java.problem : '');
