import { type StartedEmulator, startEmulator } from '@greenroom/emulator/node'

/** Vite evaluates its configuration again when it changes. The emulator and its rooms stay. */
const kept = globalThis as { telnyxEmulator?: Promise<StartedEmulator> }

/** Starts an emulator of Telnyx, and returns its URL and the Worker's variables that refer to it. */
export async function startTelnyxEmulator() {
  kept.telnyxEmulator ??= start()
  const { url, emulator } = await kept.telnyxEmulator
  return {
    url,
    vars: { TELNYX_BASE_URL: `${url}/v2`, WEBHOOK_PUBLIC_KEY: await emulator.webhooks.publicKey() },
  }
}

async function start(): Promise<StartedEmulator> {
  // The scripts expect port 4010. If it is in use, any other port serves the page just as well.
  const started = await startEmulator({ port: 4010 }).catch(() => startEmulator())
  console.log(`  Telnyx is emulated: ${started.url}/ shows rooms and requests, /phone is a telephone`)
  return started
}
