import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Of two cores: tests wait for the disk about as long as they compute.
    maxWorkers: 3,
    pool: 'forks',
  },
})
