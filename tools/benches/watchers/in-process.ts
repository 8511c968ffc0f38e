import { createClient } from '@greenroom/core'
import { subscribeToUpdates, type Update } from '@greenroom/core/updates'
import { roomSessions } from '@greenroom/core/video'
import { createWebhookKeys } from '@greenroom/core/webhooks'
import { createGateway, createMemoryHub } from '@greenroom/edge'
import { createEmulator } from '@greenroom/emulator'
import { createWatchedRoom, runTrials } from './trials.ts'

const origin = 'https://app.example'
const streamsPerUser = 5

/**
 * Measures the same in this process: a gateway with a hub in memory, the emulator, and watchers that refetch,
 * without network, workerd or browser. Resolves to the times from webhook to refetched list, in milliseconds.
 */
export async function measureInProcess(count: number, trials: number): Promise<readonly number[]> {
  const emulator = createEmulator()
  const { publicKey, privateKey } = await createWebhookKeys()
  const gateway = createGateway({
    apiKey: 'KEY_emulator',
    secret: 'a secret of the gateway, 32 bytes or more',
    audience: origin,
    publicOrigin: origin,
    basePath: '/telnyx',
    expose: [roomSessions.listParticipants],
    authorize: ({ headers }) => ({ user: headers.get('x-user') ?? '' }),
    fetch: emulator.fetch,
    updates: createMemoryHub(),
    webhooks: { publicKeys: publicKey },
  })
  const send = (request: Request) => emulator.fetch(request)
  const room = await createWatchedRoom('http://127.0.0.1', send)
  const controller = new AbortController()
  const { signal } = controller
  const shownAt: Map<string, number>[] = []
  const opened: Promise<void>[] = []
  for (let watcher = 0; watcher < count; watcher++) {
    const times = new Map<string, number>()
    shownAt.push(times)
    const client = createClient({
      baseUrl: `${origin}/telnyx`,
      fetch: (input, init) => {
        const request = new Request(input, init)
        request.headers.set('x-user', `user ${Math.floor(watcher / streamsPerUser)}`)
        return gateway(request)
      },
    })
    const onUpdate = async ({ type, participant_id = '' }: Update) => {
      if (!type.endsWith('.joined')) return
      await roomSessions.listParticipants(client, { room_session_id: room.sessionId })
      times.set(participant_id, Date.now())
    }
    opened.push(
      new Promise((resolve) => {
        subscribeToUpdates({
          client,
          signal,
          onReset: () => undefined,
          onUpdate: (update) => void onUpdate(update),
          onStatus: (status) => status === 'open' && resolve(),
        })
      }),
    )
  }
  await Promise.all(opened)
  const target = {
    url: `${origin}/telnyx/webhooks`,
    privateKey,
    send: gateway,
    settle: () => Promise.resolve(),
  }
  const sent = await runTrials(room, target, trials)
  controller.abort()
  return shownAt.flatMap((times) =>
    [...times.values()].map((at, index) => at - (sent[index]?.joinedAt ?? Number.NaN)),
  )
}
