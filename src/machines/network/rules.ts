import { z } from 'zod';
import { HarnessError } from '../../errors.ts';
import type { Machine } from '../machine.ts';

type Runs = Pick<Machine, 'exec'>;

/** One way of a cut, as the machine that drops the packets sees it. */
export interface DropRule {
  /** `in`: packets that come from the peer; `out`: packets that go there. */
  readonly direction: 'in' | 'out';
  /** The peer's IPv4 address. */
  readonly peer: string;
  /** Its name, by which its counter is found again. */
  readonly name: string;
}

/** How many packets each rule has dropped. */
export type DroppedPackets = ReadonlyMap<DropRule, number>;

const tablePrefix = 'fsync_lab_';

/**
 * Drops what the rules say, silently, also on connections that are open, in the network namespace of the machine. Each
 * cut is a table of its own, so that one is healed and the others stay.
 */
export async function loadRules(machine: Runs, cut: string, rules: readonly DropRule[]): Promise<void> {
  const chain = (direction: DropRule['direction'], hook: string) => [
    `  chain ${direction} {`,
    `    type filter hook ${hook} priority 0; policy accept;`,
    ...rules.filter((rule) => rule.direction === direction).map((rule) => `    ${statement(rule)}`),
    '  }',
  ];
  const table = [
    `table inet ${tablePrefix}${cut} {`,
    ...chain('in', 'input'),
    ...chain('out', 'output'),
    '}',
  ];
  await nft(machine, ['-f', '-'], `${table.join('\n')}\n`);
}

/** Lets everything of this cut through again; an error when it is not there any more. */
export async function removeRules(machine: Runs, cut: string): Promise<void> {
  await nft(machine, ['delete', 'table', 'inet', `${tablePrefix}${cut}`]);
}

/** What the rules of a cut have dropped so far; an error when it is not there any more. */
export async function droppedPackets(
  machine: Runs,
  cut: string,
  rules: readonly DropRule[],
): Promise<DroppedPackets> {
  const listed = listing.parse(
    JSON.parse(await nft(machine, ['-j', 'list', 'table', 'inet', `${tablePrefix}${cut}`])),
  );
  const counts = new Map(
    listed.nftables.flatMap(({ rule }) => {
      const packets = rule?.expr.find(({ counter }) => counter)?.counter?.packets;
      return rule && packets !== undefined ? [[`${rule.chain} ${rule.comment}`, packets] as const] : [];
    }),
  );
  return new Map(rules.map((rule) => [rule, counts.get(`${rule.direction} ${rule.name}`) ?? 0]));
}

// What is read of `nft -j` (libnftables-json(5)).
const listing = z.object({
  nftables: z.array(
    z.object({
      rule: z
        .object({
          chain: z.string(),
          comment: z.string().optional(),
          expr: z.array(z.object({ counter: z.object({ packets: z.number() }).optional() })),
        })
        .optional(),
    }),
  ),
});

function statement({ direction, peer, name }: DropRule): string {
  const side = direction === 'in' ? 'saddr' : 'daddr';
  return `ip ${side} ${peer} counter drop comment "${name}"`;
}

async function nft(machine: Runs, args: readonly string[], input?: string): Promise<string> {
  const { exitCode, stdout, stderr } = await machine.exec(
    ['nft', ...args],
    input === undefined ? {} : { input },
  );
  if (exitCode !== 0) throw new HarnessError(`nft ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}
