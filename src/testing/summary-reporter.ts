import type { TestCase, TestModule, Vitest } from 'vitest/node';

/** The last line of a test run, for build servers: `512 passed, 0 failed, 3 skipped`; before it, each skip with its reason. */
export default class SummaryReporter {
  #isFiltered = false;

  onInit({ config }: Vitest): void {
    this.#isFiltered = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const broken = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    );
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const reasons = new Set(skipped.map(reasonOf));
    for (const reason of reasons)
      if (!this.#isFiltered || reason.includes('(skipped')) process.stdout.write(`skipped: ${reason}\n`);
    const failed = count('failed') + broken.length + errors.length;
    process.stdout.write(`\n${count('passed')} passed, ${failed} failed, ${skipped.length} skipped\n`);
  }
}

/** Suites that lack something say so in their title. */
function reasonOf(test: TestCase): string {
  return test.parent.type === 'suite' ? test.parent.fullName : test.fullName;
}
