import type { Update } from '@greenroom/core/updates'
import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { createMemoryHub, type GatewayOptions } from '../src/index.ts'
import { harness, origin } from './harness.ts'

export const room = 'aaaaaaaa-0000-4000-8000-000000000001'
export const otherRoom = 'aaaaaaaa-0000-4000-8000-000000000002'

/** Returns an update of a room. */
export const update = (id: string, room_id = room): Update => ({
  id,
  type: 'video.room.session.started',
  occurred_at: '2026-11-29T10:00:00Z',
  room_id,
  session_id: 's1',
})

/** A message of a stream. */
export interface Message {
  readonly id?: string
  readonly event?: string
  readonly data?: unknown
  readonly comment?: string
}

/** Opens a stream of the gateway and reads its messages. */
export async function open(
  gateway: ReturnType<typeof harness>['gateway'],
  {
    path = '',
    headers = {},
    signal,
  }: { path?: string; headers?: Record<string, string>; signal?: AbortSignal } = {},
) {
  const response = await gateway(`https://gateway.example/telnyx/updates${path}`, {
    headers: { origin, 'x-user': 'ann', ...headers },
    ...(signal && { signal }),
  })
  const reader = response.body?.getReader()
  let text = ''
  const decoder = new TextDecoder()
  return {
    response,
    /** Resolves to the next message; undefined at the end. */
    async next(): Promise<Message | undefined> {
      while (!text.includes('\n\n')) {
        const { done, value } = (await reader?.read()) ?? { done: true }
        if (done) return undefined
        text += decoder.decode(value, { stream: true })
      }
      const [block = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      return parse(block)
    },
    cancel: () => reader?.cancel(),
  }
}

function parse(block: string): Message {
  const fields = block.split('\n').map((line): [string, unknown] => {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? []
    return [name || 'comment', name === 'data' ? JSON.parse(value) : value]
  })
  return Object.fromEntries(fields)
}

/** Creates a gateway with a hub in memory, and what delivers webhooks to it. */
export async function setUp(options: Partial<GatewayOptions> = {}) {
  const hub = createMemoryHub()
  const { publicKey, privateKey } = await createWebhookKeys()
  const made = harness({ updates: hub, webhooks: { publicKeys: publicKey }, ...options })
  const deliver = async (data: object) =>
    made.gateway(await signWebhook('https://gateway.example/telnyx/webhooks', { data }, { privateKey }))
  return { ...made, hub, deliver }
}
