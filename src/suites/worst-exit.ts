import { exitCodes } from '../errors.ts';

/** From the worst on: an interrupt, bad input, a result that is not as expected, one that proves nothing. */
const order: readonly number[] = [
  exitCodes.interrupted,
  exitCodes.badInput,
  exitCodes.notAsExpected,
  exitCodes.inconclusive,
  exitCodes.asExpected,
];

/** The exit code of several runs: that of the worst of them. */
export function worstExit(exits: readonly number[]): number {
  return order.find((exit) => exits.includes(exit)) ?? exitCodes.asExpected;
}
