import { randomUUID } from 'node:crypto'
import { signWebhook, type VideoEventType } from '@greenroom/core/webhooks'
import { codesOf } from '../api/explain-error.ts'
import type { TargetOptions } from '../api/target.ts'
import { CommandError, fail } from '../command-error.ts'
import { type OutputOptions, printNote, printResult } from '../output/print.ts'
import { withSpinner } from '../output/spinner.ts'
import { plainText } from '../output/table.ts'
import { parseObject, readTextFile } from '../read-file.ts'
import { samplePayload } from './sample-payload.ts'
import { readEmulatorKey, readKeyFile } from './signing-key.ts'

/** Options of `webhook send`. */
export interface WebhookOptions extends TargetOptions, OutputOptions {
  readonly url: string
  readonly data?: string
  readonly room?: string
  readonly id?: string
  readonly keyFile?: string
}

/** How long a response may take, in milliseconds. */
const timeoutMs = 30_000
/** How much of the response is shown, in characters. */
const maxShown = 2000

/** Sends a signed webhook, and prints the response. */
export async function sendWebhook(type: VideoEventType, options: WebhookOptions): Promise<void> {
  const url = URL.parse(options.url)
  if (!url || !/^https?:$/.test(url.protocol)) fail('--url must be an http or https URL')
  const fields = options.data === undefined ? {} : await readData(options.data)
  const { privateKey, publicKey } =
    options.keyFile === undefined ? await readEmulatorKey(options) : await readKeyFile(options.keyFile)
  if (options.keyFile !== undefined) printNote(`Public key: ${publicKey}`, options)

  const event = {
    record_type: 'event',
    id: options.id ?? randomUUID(),
    event_type: type,
    occurred_at: new Date().toISOString(),
    payload: { ...samplePayload(type, options.room ?? randomUUID()), ...fields },
  }
  const body = { data: event, meta: { attempt: 1, delivered_to: url.href } }
  const startMs = performance.now()
  const response = await withSpinner('Sending the webhook', options, async () => {
    try {
      const request = await signWebhook(url, body, { privateKey })
      const { status, ok, ...rest } = await fetchText(request)
      return { status, ok, ...rest }
    } catch (error) {
      throw new CommandError(explainFetch(error, url), 1)
    }
  })
  const duration_ms = Math.round(performance.now() - startMs)
  const { status, ok, text } = response
  if (!ok) process.exitCode = 1
  const shown = plainText(text.slice(0, maxShown))
  printResult(
    { url: url.href, status, ok, duration_ms, body: text, public_key: publicKey, event },
    `${status} after ${duration_ms} ms${ok || shown === '' ? '' : `: ${shown}`}`,
    options,
  )
}

async function fetchText(request: Request) {
  const response = await fetch(request, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
  return { status: response.status, ok: response.ok, text: await response.text() }
}

async function readData(data: string): Promise<Readonly<Record<string, unknown>>> {
  if (data === '-') return parseObject(await readTextFile('-'), 'The standard input')
  if (!data.startsWith('@')) return parseObject(data, '--data')
  const file = data.slice(1)
  return parseObject(await readTextFile(file), file)
}

function explainFetch(error: unknown, { origin }: URL): string {
  if ((error as Error).name === 'TimeoutError')
    return `${origin} did not respond within ${timeoutMs / 1000} s`
  const [code] = codesOf(error)
  if (code === 'ECONNREFUSED') return `Nothing listens at ${origin}`
  return `No connection to ${origin}${code === undefined ? '' : ` (${code})`}`
}
