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
    env: { TZ: 'UTC' },
  },
})
