import type { RunEvents } from '../../judge/run-events.ts';
import type { Plan } from '../../plan.ts';

/** The command that does the same run again; null when the history does not tell what was run. */
export function againCommand({ plan, run }: Pick<RunEvents, 'plan' | 'run'>): string | null {
  if (!plan) return null;
  // The variant is a patch, too; it is told once, by its own name.
  const isFlag = (patch: string) => patch.startsWith('--') && !patch.startsWith('--variant ');
  const flags = plan.patches.filter(isFlag).flatMap(flagWords);
  const words = [
    'fsync-lab',
    'run',
    quoted(plan.file ?? plan.name),
    ...variantWords(plan),
    ...(run ? ['--runtime', quoted(run.runtime)] : []),
    ...flags,
    ...(run?.flags ?? []).flatMap(flagWords),
  ];
  return words.join(' ');
}

/** A control has the variant of what it is the control of, or none; `--control` makes it again. */
function variantWords({ variant, patches }: Plan): readonly string[] {
  const isControl = patches.includes('--control');
  const given = isControl
    ? patches.flatMap((patch) => /^--variant (.*)/s.exec(patch)?.[1] ?? [])[0]
    : variant;
  return given == null ? [] : ['--variant', quoted(given)];
}

/** A patch is told as one text, `--set topic.name=my topic`: the flag, then all of its value. */
function flagWords(patch: string): string[] {
  const gap = patch.indexOf(' ');
  return gap === -1 ? [patch] : [patch.slice(0, gap), quoted(patch.slice(gap + 1))];
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
