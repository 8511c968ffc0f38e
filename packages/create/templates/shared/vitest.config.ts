import { defineConfig } from 'vitest/config'

// The tests run in Node with an emulator in the same process, so they need neither Vite's plugins nor a port.
export default defineConfig({
  test: { include: ['test/**/*.test.{ts,tsx}'] },
})
