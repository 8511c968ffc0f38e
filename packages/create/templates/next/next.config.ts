import type { NextConfig } from 'next'

export default {
  reactStrictMode: true,
  // Without it, Next takes the folder of any lockfile further up as the root. In a monorepo, name its root.
  turbopack: { root: import.meta.dirname },
} satisfies NextConfig
