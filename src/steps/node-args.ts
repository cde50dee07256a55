import { z } from 'zod';
import { durationMs, expected, oneOrMany } from '../lib/schemas.ts';

/** The nodes that a step is about, as the scenario names them; `partition` tells whose leader a role means. */
export interface NodeArgs {
  readonly nodes: readonly string[];
  readonly partition?: string | undefined;
}

/** Likewise, for a step that waits for its nodes. */
export interface TimedNodeArgs extends NodeArgs {
  readonly budgetMs: number;
}

const partitionError = { error: expected("a partition's name such as topic1-0") };

/** A partition by its name, `topic1-0`. */
export const partitionArg = z
  .string(partitionError)
  .regex(/^.+-\d+$/, partitionError)
  .describe("a partition's name, such as topic1-0");

/** How long a step may wait before the run is inconclusive. */
export const timeoutArg = durationMs.prefault('60s').describe('how long to wait at most, such as 30s');

/** A step is written about a `node`, be it several; its arguments hold the list as `nodes`. */
export function nodesIn<Written extends { readonly node: readonly string[] }>({ node, ...rest }: Written) {
  return { nodes: node, ...rest };
}

const nodesError = { error: expected('a node, a list of nodes, or a map with `node`') };

/** `broker-1`, `[broker-1, broker-2]`, or `{ node: leader, partition: orders-2 }`. */
export const nodeArgs = z
  .union(
    [
      oneOrMany.transform((node) => ({ node })),
      z.strictObject({ node: oneOrMany, partition: partitionArg.optional() }),
    ],
    nodesError,
  )
  .transform((written): NodeArgs => nodesIn(written));

/** Likewise, with a `timeout` in the map. */
export const timedNodeArgs = z
  .union(
    [
      oneOrMany.transform((node) => ({ node, partition: undefined, timeout: 60_000 })),
      z.strictObject({ node: oneOrMany, partition: partitionArg.optional(), timeout: timeoutArg }),
    ],
    nodesError,
  )
  .transform(({ node, partition, timeout }): TimedNodeArgs => {
    return { nodes: node, budgetMs: timeout, ...(partition === undefined ? {} : { partition }) };
  });
