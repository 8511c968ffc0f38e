import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { startWorkerd, type Workerd } from '@greenroom/testing/workerd'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appOrigin, secrets } from './attack-setup.ts'

const room = 'aaaaaaaa-0000-4000-8000-000000000001'
const keys = await createWebhookKeys()
let workerd: Workerd
let publications = 0

beforeAll(async () => {
  const bindings = { GATEWAY_SECRET: secrets.gateway, APP_ORIGIN: appOrigin, PUBLIC_KEY: keys.publicKey }
  const durableObject = { binding: 'UPDATES', className: 'UpdateHubObject', worker: 'first' }
  workerd = await startWorkerd(
    ['first', 'second'].map((name) => ({
      name,
      module: 'apps/worker/e2e/updates-worker.ts',
      bindings,
      durableObject,
    })),
  )
})
afterAll(() => workerd.close())

async function publish(worker: string, id = `e${publications++}`): Promise<string> {
  const url = `${workerd.urls[worker]}/telnyx/webhooks`
  const payload = { room_id: room, session_id: 's1' }
  const data = { id, event_type: 'video.room.session.started', payload }
  const request = await signWebhook(url, { data }, { privateKey: keys.privateKey })
  expect((await fetch(request)).status).toBe(204)
  return id
}

/** Opens a stream and waits for its first message. */
async function open(worker: string, { user = 'ann', cursor = '' } = {}) {
  const controller = new AbortController()
  const response = await fetch(`${workerd.urls[worker]}/telnyx/updates`, {
    signal: controller.signal,
    headers: { 'x-user': user, ...(cursor === '' ? {} : { 'last-event-id': cursor }) },
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<string> => {
    while (!text.includes('\n\n')) {
      const { done, value } = (await reader?.read()) ?? { done: true }
      if (done) return 'end'
      text += value
    }
    const end = text.indexOf('\n\n')
    const message = text.slice(0, end)
    text = text.slice(end + 2)
    return message
  }
  const first = response.ok ? await next() : ''
  return {
    status: response.status,
    cursor: /^id: (.*)$/m.exec(first)?.[1] ?? '',
    next,
    /** Resolves to the id of the next update. */
    nextId: async () => String(/"id":"([^"]*)"/.exec(await next())?.[1]),
    close: () => controller.abort(),
  }
}

describe('updates in workerd', () => {
  it('reach the streams of another Worker that shares the object, in order and once', async () => {
    const streams = await Promise.all([open('first'), open('second')])
    const ids = [await publish('first'), await publish('second')]
    await publish('second', ids[0])
    ids.push(await publish('first'))
    for (const stream of streams) {
      expect([await stream.nextId(), await stream.nextId(), await stream.nextId()]).toEqual(ids)
      stream.close()
    }
  })

  it('continue after a cursor of another Worker with the same secret', async () => {
    const stream = await open('first', { user: 'ben' })
    stream.close()
    const id = await publish('first')
    const resumed = await open('second', { user: 'ben', cursor: stream.cursor })
    expect(await resumed.nextId()).toBe(id)
    resumed.close()
  })

  it('do not count streams of disconnected clients', async () => {
    for (let round = 0; round < 3; round++) {
      const streams = await Promise.all(Array.from({ length: 8 }, () => open('first', { user: 'cleo' })))
      expect(streams.map(({ status }) => status)).toEqual(Array(8).fill(200))
      for (const { close } of streams) close()
      await new Promise((resolve) => setTimeout(resolve, 200))
      // workerd notices at the next write, at the latest by the comment of a heartbeat.
      await publish('first')
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  })

  it('reach 50 watchers', async () => {
    const users = Array.from({ length: 50 }, (_, index) => `watcher ${index}`)
    const streams = await Promise.all(users.map((user) => open('first', { user })))
    const id = await publish('second')
    expect(await Promise.all(streams.map(({ nextId }) => nextId()))).toEqual(Array(50).fill(id))
    for (const { close } of streams) close()
  })
})
