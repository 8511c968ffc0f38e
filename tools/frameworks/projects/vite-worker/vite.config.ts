import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // In development, the Worker runs beside Vite. `APP_ORIGIN` is then http://localhost:5173.
  server: { proxy: { '/telnyx': 'http://127.0.0.1:8787' } },
})
