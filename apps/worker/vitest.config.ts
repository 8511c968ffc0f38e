import { fileURLToPath } from 'node:url'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineProject } from 'vitest/config'
import { project } from '../../tools/vitest-project.ts'
import './test/provided.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineProject({
  ...project('worker', { globalSetup: [here('./test/start-emulator.ts')] }),
  // The global setup runs in an environment of vitest's own, which knows no conditions of the project's.
  environments: {
    __vitest__: { resolve: { conditions: ['@greenroom/source', 'node', 'import', 'default'] } },
  },
  plugins: [
    cloudflareTest(({ inject }) => ({
      wrangler: { configPath: here('./wrangler.jsonc') },
      miniflare: {
        bindings: {
          TELNYX_API_KEY: inject('apiKey'),
          TELNYX_BASE_URL: `${inject('emulatorUrl')}/v2`,
          GATEWAY_SECRET: 'seals refresh tokens, and is of 32 bytes at least',
          SESSION_SECRET: 'signs the cookies of users, in 32 bytes at least',
          BLOCKED_NAMES: 'Mallory, Trudy',
        },
      },
    })),
  ],
})
