import type { OwnConfig } from '../systems/system.ts';

const namesMax = 6;

/** What of a user's file holds, and in one line what is left out; `--verbose` lists it. */
export function foldedLine(
  file: string,
  { kept, leftOut }: Pick<OwnConfig, 'kept' | 'leftOut'>,
): readonly string[] {
  if (kept.length + leftOut.length === 0) return [];
  const keys = kept.slice(0, namesMax).map(({ key }) => key);
  const more = kept.length > namesMax ? ` and ${kept.length - namesMax} more` : '';
  const holds = kept.length === 0 ? 'nothing of it has a bearing here' : `${keys.join(', ')}${more} hold`;
  const rest = "what it leaves out is Kafka's default";
  return [`${file}: ${holds}; ${rest}${leftOut.length === 0 ? '' : `; ${groupsText(leftOut)}`}`];
}

function groupsText(leftOut: OwnConfig['leftOut']): string {
  const counts = new Map<string, number>();
  for (const { group } of leftOut) counts.set(group, (counts.get(group) ?? 0) + 1);
  const groups = [...counts].sort((a, b) => b[1] - a[1]).map(([group, count]) => `${count} ${group}`);
  return `left out ${leftOut.length}: ${groups.join(', ')} (--verbose lists them)`;
}
