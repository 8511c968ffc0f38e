import { startEmulator } from '@greenroom/emulator/node'
import type { TestProject } from 'vitest/node'

/** Starts the API that the Worker calls: workerd reaches it as it would Telnyx, over the network. */
export default async function ({ provide }: TestProject): Promise<() => Promise<void>> {
  const apiKey = 'KEY_that_must_stay_secret'
  const { url, close } = await startEmulator({ apiKey })
  provide('emulatorUrl', url)
  provide('apiKey', apiKey)
  return close
}
