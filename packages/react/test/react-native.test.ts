// @vitest-environment node
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Client } from '@greenroom/core'
import { createEmulator, type Emulator } from '@greenroom/emulator'
import { runInReactNative } from '@greenroom/testing/react-native'
import { Window } from 'happy-dom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const source = `
  import { createClient, paginate, isApiError } from '@greenroom/core'
  import { createJoinTokenSource, joinTokenFrom } from '@greenroom/core/join-token'
  import { calls } from '@greenroom/core/texml'
  import { rooms } from '@greenroom/core/video'
  import { GreenroomProvider, useCreateRoom, useJoinToken, useRooms } from '@greenroom/react'
  import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
  import { useEffect } from 'react'
  import { createRoot } from 'react-dom/client'

  export { calls, createClient, createJoinTokenSource, isApiError, joinTokenFrom, paginate, rooms }

  export const missing = [
    'document', 'location', 'BroadcastChannel', 'ReadableStream', 'TextDecoder', 'crypto',
    'structuredClone', 'DOMException', 'EventTarget', 'MessageChannel', 'process',
  ].filter((name) => name in globalThis)

  export async function collect(items) {
    const all = []
    for await (const item of items) all.push(item)
    return all
  }

  export const abortable = () => new AbortController()

  /** Resolves to what the hooks of an app show, once they show a room with its token. */
  export function renderApp(client, roomId) {
    return new Promise((resolve) => {
      function App() {
        const list = useRooms({ page: { size: 50 } })
        const create = useCreateRoom()
        const { token } = useJoinToken(roomId)
        const names = list.data?.data.map((room) => room.unique_name) ?? []
        useEffect(() => {
          if (list.isSuccess && create.isIdle) create.mutate({ unique_name: 'from a hook' })
        })
        useEffect(() => {
          if (token !== undefined && names.includes('from a hook')) resolve({ names, token })
        })
        return null
      }
      createRoot(rendererWindow.document.createElement('div')).render(
        <QueryClientProvider client={new QueryClient()}>
          <GreenroomProvider client={client} scope="u_1"><App /></GreenroomProvider>
        </QueryClientProvider>,
      )
    })
  }`

type Core = typeof import('@greenroom/core')
type JoinTokens = typeof import('@greenroom/core/join-token')
type Endpoints = Pick<typeof import('@greenroom/core/video'), 'rooms'> &
  Pick<typeof import('@greenroom/core/texml'), 'calls'>

interface Program
  extends Pick<Core, 'createClient' | 'isApiError' | 'paginate'>,
    Pick<JoinTokens, 'createJoinTokenSource' | 'joinTokenFrom'>,
    Endpoints {
  readonly missing: readonly string[]
  collect<T>(items: AsyncIterable<T>): Promise<T[]>
  abortable(): AbortController
  renderApp(client: Client, roomId: string): Promise<{ names: string[]; token: string }>
}

/** Starts a server before an emulator that compresses each response, as Telnyx does. */
async function startCompressing(emulator: Emulator): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = await new Promise<string>((resolve) => {
      let text = ''
      request.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text))
    })
    const { status, headers, ...answer } = await emulator
      .fetch(`http://emulator${request.url}`, {
        method: request.method ?? 'GET',
        headers: Object.entries(request.headers).map(([name, value]): [string, string] => [name, `${value}`]),
        ...(body === '' ? {} : { body }),
      })
      .then(async (answered) => ({
        status: answered.status,
        headers: answered.headers,
        text: await answered.text(),
      }))
    const zipped = gzipSync(answer.text)
    const fields = {
      ...Object.fromEntries(headers),
      'content-encoding': 'gzip',
      'content-length': zipped.length,
    }
    response.writeHead(status, status === 204 ? {} : fields).end(status === 204 ? undefined : zipped)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

describe('in React Native', { timeout: 60_000 }, () => {
  let program: Program
  let client: Client
  let server: Server

  beforeAll(async () => {
    server = await startCompressing(createEmulator())
    program = await runInReactNative<Program>({
      source,
      folder: fileURLToPath(new URL('.', import.meta.url)),
      window: new Window(),
    })
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`
    client = program.createClient({ apiKey: 'KEY_test', baseUrl, maxRetries: 0 })
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })

  it('has none of the globals that React Native lacks', () => {
    expect(program.missing).toEqual([])
  })

  it('reads compressed responses without a stream, and sends escaped queries', async () => {
    const room = await program.rooms.create(client, { unique_name: 'Zoë & Ann=50%' })
    const filter = { unique_name: 'Zoë & Ann=50%' }
    expect((await program.rooms.list(client, { filter })).data).toEqual([room])
    await program.rooms.delete(client, { room_id: room.id })
    const error = await program.rooms
      .retrieve(client, { room_id: room.id })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'ApiError', status: 404, outcome: 'rejected' })
  })

  it('sends forms, and rejects a path as the base URL', async () => {
    const input = { account_sid: 'acc', ApplicationSid: 'app', From: '+13125550001', To: '+13125550002' }
    expect(await program.calls.create(client, input)).toMatchObject({ to: '+13125550002' })
    const relative = program.createClient({ baseUrl: '/telnyx' })
    await expect(program.rooms.list(relative)).rejects.toMatchObject({ name: 'ConfigError' })
  })

  it('ends a call at once when it is aborted', async () => {
    const controller = program.abortable()
    const call = program.rooms.list(client, {}, { signal: controller.signal })
    controller.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('paginates by numbers and by tokens, with prefetch', async () => {
    for (const name of ['a', 'b', 'c']) await program.rooms.create(client, { unique_name: name })
    const options = { prefetch: true, signal: program.abortable().signal }
    const list = program.paginate(client, program.rooms.list, { page: { size: 2 } }, options)
    expect((await program.collect(list)).length).toBe(3)
    const line = { account_sid: 'paged', ApplicationSid: 'app', From: '+13125550001' }
    for (const To of ['+13125550002', '+13125550003', '+13125550004']) {
      await program.calls.create(client, { ...line, To })
    }
    const input = { account_sid: 'paged', PageSize: 1 }
    const pages = program.paginate(client, program.calls.list, input, options)
    expect(await program.collect(pages)).toHaveLength(3)
  })

  it('mints and refreshes a token', async () => {
    const { id } = await program.rooms.create(client, { unique_name: 'source' })
    const tokens = program.createJoinTokenSource({ roomId: id, ...program.joinTokenFrom(client, id) })
    const token = await tokens.getToken()
    expect(token).toMatch(/^ey/)
    tokens.refresh()
    await expect.poll(() => tokens.getSnapshot().token).not.toBe(token)
    tokens.dispose()
  })

  it('hooks query, mutate and keep a join token', async () => {
    const { id } = await program.rooms.create(client, { unique_name: 'hooks' })
    const { names, token } = await program.renderApp(client, id)
    expect(names).toEqual(expect.arrayContaining(['hooks', 'from a hook']))
    expect(token).toMatch(/^ey/)
  })
})
