// Starts an emulator of Telnyx, and Next with the settings that refer to it.
import { spawn } from 'node:child_process'
import process from 'node:process'
import { startEmulator } from '@greenroom/emulator/node'

const port = process.env.PORT ?? '3000'

// Scripts expect port 4010. If it is in use, any other port serves the page just as well.
const { url, emulator } = await startEmulator({ port: 4010 }).catch(() => startEmulator())
console.log(`   Telnyx is emulated: ${url}/ shows rooms and requests, /phone is a telephone`)

const next = spawn('next', ['dev', '--port', port, ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    APP_ORIGIN: `http://localhost:${port}`,
    TELNYX_BASE_URL: `${url}/v2`,
    WEBHOOK_PUBLIC_KEY: await emulator.webhooks.publicKey(),
    NEXT_PUBLIC_EMULATOR_URL: url,
  },
})
next.on('exit', (code) => process.exit(code ?? 0))
// Ctrl-C reaches Next from the terminal, too; another signal is passed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => next.kill('SIGTERM'))
