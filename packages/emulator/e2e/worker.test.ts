import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startWorkerd, type Workerd } from '@greenroom/testing/workerd'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WebhookDelivery } from '../src/index.ts'

let workerd: Workerd
const received: string[] = []
const hooks = createServer((request, response) => {
  received.push(request.url ?? '')
  request.resume().on('end', () => response.writeHead(204).end())
})

beforeAll(async () => {
  await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve))
  workerd = await startWorkerd([
    { name: 'emulator', module: 'packages/emulator/e2e/worker.ts', bindings: {} },
  ])
})
afterAll(async () => {
  await workerd?.close()
  hooks.close()
})

it.each(['given', 'withheld'])(
  'a Worker delivers webhooks and logs failed deliveries when its context is %s',
  async (context) => {
    const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
      const headers = {
        authorization: 'Bearer KEY_test',
        'content-type': 'application/json',
        'x-context': context,
      }
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
      return (await fetch(`${workerd.urls['emulator']}${path}`, init)).json() as T
    }
    const join = async (webhook_event_url: string) => {
      const room = await send<{ data: { id: string } }>('POST', '/v2/rooms', { webhook_event_url })
      const { id } = room.data
      const minted = await send<{ data: { token: string } }>(
        'POST',
        `/v2/rooms/${id}/actions/generate_join_client_token`,
        {},
      )
      await send('POST', `/_emulator/rooms/${id}/join`, { client_token: minted.data.token })
    }
    const { port } = hooks.address() as AddressInfo
    await join(`http://127.0.0.1:${port}/${context}`)
    await join('http://127.0.0.1:9/closed')
    await expect
      .poll(async () => {
        const { data } = await send<{ data: WebhookDelivery[] }>('GET', '/_emulator/webhooks')
        return data.map(({ status, delivered, error }) => [status, delivered, error !== null])
      })
      .toEqual([
        [204, true, false],
        [204, true, false],
        [null, false, true],
        [null, false, true],
      ])
    expect(received.filter((path) => path === `/${context}`)).toHaveLength(2)
  },
)
