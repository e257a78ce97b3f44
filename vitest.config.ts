import { defineConfig } from 'vitest/config';

const common = { testTimeout: 120_000, hookTimeout: 120_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'parts', include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'e2e/*.e2e.ts'] } },
      {
        // Journeys through the built studio in a real browser, after everything else and one at a time: they wait for what a person would see.
        test: {
          ...common,
          name: 'journeys',
          include: ['e2e/components/**/*.e2e.ts', 'e2e/studio/**/*.e2e.ts', 'e2e/desktop/**/*.e2e.ts'],
          globalSetup: 'e2e/studio/build.ts',
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
