import { createClient } from '@greenroom/core'
import type { StartFlagValues } from '@greenroom/emulator/flags'
import { explainError } from '../api/explain-error.ts'
import { readTarget } from '../api/target.ts'
import { createControlClient, requireEmulator } from '../control/control-client.ts'
import { start } from '../dev/run.ts'

/** Options of `mcp`, besides the emulator's. */
export interface McpOptions {
  readonly url?: string
}

/** Serves an emulator by MCP. Resolves when the client disconnects. */
export async function runMcp({ url }: McpOptions, flags: StartFlagValues): Promise<void> {
  // The protocol library is large, so its bundle is loaded here only.
  const { serveMcp } = await import('./serve.ts')
  if (process.stdin.isTTY) console.error('Waiting for an MCP client on the standard input. Ctrl-C ends it.')
  if (url !== undefined) return serveMcp(await connect(url))
  const emulator = await start({ ...flags, port: flags['port'] ?? '0' })
  try {
    const apiKey = typeof flags['api-key'] === 'string' ? flags['api-key'] : 'KEY_emulator'
    const control = createControlClient(emulator.url)
    const client = createClient({ baseUrl: `${emulator.url}/v2`, apiKey, maxRetries: 0 })
    await serveMcp({ client, control, url: emulator.url })
  } finally {
    await emulator.close()
  }
}

/** Connects to an emulator that runs. */
async function connect(url: string) {
  const target = readTarget({ baseUrl: url }, process.env, '--url')
  try {
    const control = await requireEmulator(target, 'mcp')
    const client = createClient({ baseUrl: target.baseUrl, apiKey: target.apiKey, maxRetries: 0 })
    return { client, control, url: target.origin }
  } catch (error) {
    throw explainError(error, target)
  }
}
