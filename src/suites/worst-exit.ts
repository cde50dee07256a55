import { exitCodes } from '../errors.ts';

/** From the worst on: an interrupt, bad input, a result that is not as expected, one that proves nothing. */
const order: readonly number[] = [
  exitCodes.interrupted,
  exitCodes.badInput,
  exitCodes.notAsExpected,
  exitCodes.inconclusive,
  exitCodes.asExpected,
];

/** The exit code of several runs: that of the worst. No run at all, or an end that nobody knows, proves nothing. */
export function worstExit(exits: readonly number[]): number {
  const known = exits.map((exit) => (order.includes(exit) ? exit : exitCodes.inconclusive));
  return order.find((exit) => known.includes(exit)) ?? exitCodes.inconclusive;
}
