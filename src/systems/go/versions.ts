import type { PinnedVersions } from '../system.ts';

/** The versions of a system that is built with Go, as `versions` shows them. */
export function pinnedPrograms(names: readonly string[], built: readonly string[]): PinnedVersions {
  const facts = names.map((version) => ({ version, isBuilt: built.includes(version) }));
  return {
    names,
    facts,
    titles: ['version', 'built'],
    rows: facts.map(({ version, isBuilt }) => [version, isBuilt ? 'yes' : 'no']),
  };
}

/** What no program written in Go can be made to do. */
export const goLacks: Readonly<Record<string, string>> = {
  fsync:
    'a Go program calls the kernel directly, so no library can make its fsync lie; a device that drops flushes would, and the system may have a switch of its own',
};
