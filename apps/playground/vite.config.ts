import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'
import { contentPolicy } from './build/content-policy.ts'
import { offline } from './build/offline.ts'
import { programTypes } from './build/program-types.ts'

/** Programs run with the packages' sources, and the editor shows their built declarations. */
export default defineConfig({
  // The site may serve the playground in any folder.
  base: './',
  plugins: [react(), contentPolicy(), programTypes(), offline()],
  resolve: { conditions: ['@greenroom/source', ...defaultClientConditions] },
  worker: { format: 'iife' },
  server: { host: '127.0.0.1' },
  // TypeScript itself is the largest file.
  build: { chunkSizeWarningLimit: 5_000 },
})
