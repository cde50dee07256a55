import { z } from 'zod';
import type { Node } from '../../cluster/cluster.ts';
import { Inconclusive } from '../../errors.ts';
import { expected } from '../../lib/schemas.ts';
import { countText } from '../../lib/words.ts';
import { defineStep, type StepContext } from '../step.ts';
import type { Walk } from '../walk.ts';

const role = z.string({ error: expected('a node or a role such as leader') }).min(1);

const schema = z
  .record(z.string().min(1), role)
  .refine((picks) => Object.keys(picks).length > 0, { error: 'expected at least one name: role' });

/** Roles move with every fault; a bound name stays with the node that held the role when it was picked. */
export const pick = defineStep({
  name: 'pick',
  kind: 'action',
  summary: 'Bind a name to the node that holds a role now; each `follower` takes another one',
  schema,
  example: 'pick: { last-leader: leader, other: follower }',
  rules(picks, walk) {
    for (const [name, target] of Object.entries(picks)) checkPick(walk, name, target);
  },
  describe: (picks) => `pick ${Object.keys(picks).join(', ')}`,
  async run(picks, context) {
    const followersTaken: string[] = [];
    const bound: string[] = [];
    for (const [name, target] of Object.entries(picks)) {
      const node = await (target === 'follower'
        ? nextFollower(context, followersTaken)
        : onlyNode(context, target));
      context.bind(name, node);
      bound.push(`${name} = ${node.name}`);
    }
    return bound.join(', ');
  },
});

function checkPick(walk: Walk, name: string, target: string): void {
  if (walk.nodeNames.includes(name)) {
    walk.problem(`'${name}' is a node's own name; pick another one`, [name]);
  } else if (walk.roles.includes(name)) {
    walk.problem(`'${name}' is a role's name; pick another one`, [name]);
  }
  const meant = walk.resolve([target], [name]);
  if (meant.sure && meant.nodes.length > 1) {
    walk.problem(`'${target}' means several nodes, a name is bound to one`, [name]);
  }
  walk.bind(name, meant.nodes);
}

async function nextFollower(context: StepContext, taken: string[]): Promise<Node> {
  const followers = await context.select(['followers']);
  const next = followers.find(({ name }) => !taken.includes(name));
  if (!next)
    throw new Inconclusive(
      `pick: there ${followers.length === 1 ? 'is' : 'are'} only ${countText(followers.length, 'follower')} now`,
      followers.length,
    );
  taken.push(next.name);
  return next;
}

async function onlyNode(context: StepContext, target: string): Promise<Node> {
  const [node, ...others] = await context.select([target]);
  if (node && others.length === 0) return node;
  const names = node ? [node, ...others].map(({ name }) => name).join(', ') : 'no node';
  throw new Inconclusive(`pick: '${target}' is ${names} now, a name is bound to one node`, names);
}
