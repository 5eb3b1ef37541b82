import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/database-server.ts',
    reporters: ['default', './test/support/tally.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // No test changes a module, and to load all of them anew for each file took longer than the tests.
    isolate: false,
    // A machine of continuous integration may stall for seconds; what fails twice in a row is no stall.
    retry: process.env.CI ? 1 : 0,
    env: { TZ: 'UTC' },
  },
})
