import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => {
  const env = loadEnv(mode, '.', ['WEB_', 'WORKER_', 'EMULATOR_'])
  const port = Number(env['WEB_PORT'] ?? 5173)
  const worker = env['WORKER_URL'] ?? 'http://127.0.0.1:8787'
  const emulator = env['EMULATOR_URL'] ?? 'http://127.0.0.1:4010'

  return {
    plugins: [react()],
    resolve: { conditions: ['@greenroom/source', ...defaultClientConditions] },
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      proxy: {
        // Keep the app's Host header, so that the Worker sees the app and the API on one origin.
        '/telnyx': worker,
        '/session': worker,
        // The emulator accepts control requests only with its own loopback Host header.
        '/_emulator': { target: emulator, changeOrigin: true },
        // The emulated Telnyx API with an API key, so that the fault lab can act as a server.
        '/_emulated': {
          target: emulator,
          changeOrigin: true,
          rewrite: (path) => path.replace(/^\/_emulated/, '/v2'),
          headers: { authorization: 'Bearer KEY_emulated' },
        },
      },
    },
    preview: { host: '127.0.0.1', port, strictPort: true },
  }
})
