import { describe, test } from 'vitest';

/** What a test may need of the machine that it runs on. */
export type Requirement = 'docker' | 'java' | 'go' | 'disks' | 'networks' | 'browser' | 'redis';

/**
 * `describe` for tests that need something: without it they are skipped with the reason in their title, or fail where
 * FSYNC_LAB_REQUIRE lists it: a build server must not pass because it tested nothing.
 */
export function requirement(name: Requirement, available: boolean, reason: string) {
  if (available) return describe;
  const required = (process.env.FSYNC_LAB_REQUIRE ?? '').split(',').includes(name);
  return (title: string, _tests: () => void) => {
    if (!required) return describe.skip(`${title} (skipped, no ${name}: ${reason})`, _tests);
    test(title, () => {
      throw new Error(`FSYNC_LAB_REQUIRE lists ${name}, but: ${reason}`);
    });
  };
}
