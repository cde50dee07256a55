import { defineConfig } from 'vitest/config';

// Clusters run one by one and only after the unit tests: two cores cannot serve both and keep honest times.
// Ends at once when what is polled is there; a busy machine takes longer than vitest's second.
const patient = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    reporters: ['default', './src/testing/library-reporter.ts', './src/testing/summary-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          expect: patient,
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.e2e.test.ts'],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          expect: patient,
          include: ['src/**/*.e2e.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
