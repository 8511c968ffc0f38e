import { defineConfig } from 'vitest/config'

/** Packages are tested from their source; nothing needs to be built first but what a test says. */
export default defineConfig({
  test: {
    projects: [
      'packages/*/vitest.config.ts',
      'packages/*/e2e/vitest.config.ts',
      'packages/*/react-18/vitest.config.ts',
      'packages/*/compiler/vitest.config.ts',
      'apps/*/vitest.config.ts',
      'apps/*/e2e/vitest.config.ts',
      'tools/vitest.config.ts',
    ],
  },
})
