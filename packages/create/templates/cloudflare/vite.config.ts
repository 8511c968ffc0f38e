import { cloudflare } from '@cloudflare/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { startTelnyxEmulator } from './dev/emulator.ts'

export default defineConfig(async ({ command, mode, isPreview }) => {
  // `npm run dev` uses an emulator of Telnyx, and `npm run dev:telnyx` your account.
  const isEmulated = command === 'serve' && !isPreview && mode !== 'telnyx'
  const emulator = isEmulated ? await startTelnyxEmulator() : undefined

  return {
    plugins: [react(), cloudflare({ config: { vars: emulator?.vars } })],
    define: { 'import.meta.env.VITE_EMULATOR_URL': JSON.stringify(emulator?.url ?? '') },
  }
})
