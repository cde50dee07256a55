import type { LeftOutSetting } from '../../plan.ts';
import type { OwnConfig } from '../../systems/system.ts';
import type { Problem } from '../problems.ts';
import { placeInFile } from './files.ts';

const namesMax = 6;
const namedMax = 2;

/** What is said of the user's own configuration: what is wrong in it, what is left out of it, and the rest in words. */
export interface Said {
  readonly problems: readonly Problem[];
  readonly leftOut: readonly LeftOutSetting[];
  readonly notes: readonly string[];
}

/** Of one file; `rest` tells who decides what it does not say. */
export function saidOf(
  file: string,
  read: Pick<OwnConfig, 'kept' | 'leftOut' | 'notes' | 'problems'>,
  rest?: string,
): Said {
  return {
    problems: read.problems.map(({ line, message }) => ({ place: placeInFile(file, line), message })),
    leftOut: read.leftOut.map(({ key, line, group }) => ({
      key,
      place: placeInFile(file, line).text,
      group,
    })),
    notes: [...read.notes.map((note) => `${file}: ${note}`), ...foldedLine(file, read, rest)],
  };
}

/** What of a user's file holds, and in one line what is left out; `--verbose` lists it. */
function foldedLine(
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
