import type { OwnConfig } from '../../systems/system.ts';

const namesMax = 6;
const namedMax = 2;

/** What of a user's file holds, and in one line what is left out; `--verbose` lists it. */
export function foldedLine(
  file: string,
  { kept, leftOut }: Pick<OwnConfig, 'kept' | 'leftOut'>,
  rest = "what it does not say is Kafka's default",
): readonly string[] {
  if (kept.length + leftOut.length === 0) return [];
  const names = kept.slice(0, namesMax).map(({ key }) => key);
  const more = kept.length > namesMax ? ` and ${kept.length - namesMax} more` : '';
  const holds = kept.length === 0 ? 'nothing of it has a bearing here' : `kept ${names.join(', ')}${more}`;
  return [`${file}: ${holds}; ${rest}${leftOut.length === 0 ? '' : `; ${groupsText(leftOut)}`}`];
}

/** A group of few is told by its names; what fsync-lab sets itself is in every file, and no news. */
function groupsText(leftOut: OwnConfig['leftOut']): string {
  const groups = new Map<string, string[]>();
  for (const { group, key } of leftOut) groups.set(group, [...(groups.get(group) ?? []), key]);
  const told = [...groups]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([group, keys]) => {
      const isNamed = keys.length <= namedMax && group !== 'set by fsync-lab';
      return `${keys.length} ${group}${isNamed ? `: ${keys.join(', ')}` : ''}`;
    });
  return `left out ${leftOut.length} (--verbose lists them): ${told.join('; ')}`;
}
