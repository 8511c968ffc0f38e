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
        // The Worker sees the page's own Host and Origin, so to it the page and the API are one origin.
        '/telnyx': worker,
        '/session': worker,
        // The emulator answers control calls only under its own, loopback Host.
        '/_emulator': { target: emulator, changeOrigin: true },
        // The API itself, with a key, as somebody else than this page's users would call it: for the fault lab.
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
