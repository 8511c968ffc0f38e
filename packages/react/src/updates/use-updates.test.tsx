import { createClient } from '@greenroom/core'
import type { Update } from '@greenroom/core/updates'
import { roomSessions, rooms } from '@greenroom/core/video'
import { createWebhookKeys } from '@greenroom/core/webhooks'
import { createGateway, createMemoryHub } from '@greenroom/edge'
import { createEmulator } from '@greenroom/emulator'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import {
  GreenroomProvider,
  type UpdatesSetup,
  useMutedParticipants,
  useParticipants,
  useUpdates,
} from '../index.ts'

/** An emulator, and a gateway with updates in front of it. */
async function setUp() {
  const emulator = createEmulator()
  const hub = createMemoryHub()
  const { publicKey } = await createWebhookKeys()
  // A gateway runs on a server, and refuses its key in what looks like a browser.
  const { window } = globalThis
  Reflect.deleteProperty(globalThis, 'window')
  const gateway = createGateway({
    apiKey: 'KEY_test',
    secret: 'a secret of the gateway, 32 bytes or more',
    audience: 'https://app.example',
    basePath: '/telnyx',
    expose: [roomSessions.listParticipants, rooms.createJoinToken],
    authorize: () => ({ user: 'ann' }),
    fetch: emulator.fetch,
    updates: hub,
    webhooks: { publicKeys: publicKey },
  })
  Object.assign(globalThis, { window })
  const client = createClient({ baseUrl: 'https://app.example/telnyx', fetch: gateway as never })
  const api = createClient({ apiKey: 'KEY_test', dangerouslyAllowBrowser: true, fetch: emulator.fetch })
  const { id: room_id } = await rooms.create(api, {})
  const join = async () => {
    const { token } = await rooms.createJoinToken(api, { room_id })
    return emulator.join(room_id, { client_token: token })
  }
  const first = await join()
  const queryClient = new QueryClient()
  const lists = () => emulator.requests().filter(({ path }) => path.endsWith('/participants')).length
  const wrapper = ({ children, updates }: { children: ReactNode; updates: boolean | UpdatesSetup }) => (
    <QueryClientProvider client={queryClient}>
      <GreenroomProvider client={client} scope="ann" updates={updates}>
        {children}
      </GreenroomProvider>
    </QueryClientProvider>
  )
  const update = (type: string, ids: Partial<Update> = {}): Update => ({
    id: crypto.randomUUID(),
    type,
    occurred_at: '2026-11-29T10:00:00Z',
    room_id,
    session_id: first.session_id ?? '',
    ...ids,
  })
  return { App: wrapper, hub, join, lists, update, session: first.session_id ?? '', participant: first.id }
}

function View({ session }: { session: string }) {
  const { data } = useParticipants(session)
  const muted = useMutedParticipants(session)
  return (
    <p>
      {useUpdates()} · {data?.data.length ?? '…'} present · {muted.length} muted
    </p>
  )
}

describe('a provider with updates', () => {
  it('refetches what an update concerns, once', async () => {
    const { App, hub, join, lists, update, session } = await setUp()
    const view = render(
      <App updates>
        <View session={session} />
      </App>,
    )
    await screen.findByText('open · 1 present · 0 muted')
    const before = lists()
    const { id } = await join()
    await act(() => hub.publish(update('video.room.participant.joined', { participant_id: id })))
    await screen.findByText('open · 2 present · 0 muted')
    await act(() => hub.publish(update('video.room.recording.started')))
    expect(lists()).toBe(before + 1)
    view.unmount()
  })

  it('shows the participants that another host muted', async () => {
    const { App, hub, update, session, participant } = await setUp()
    const view = render(
      <App updates>
        <View session={session} />
      </App>,
    )
    await screen.findByText('open · 1 present · 0 muted')
    await act(() => hub.publish(update('greenroom.session.muted', { participant_id: participant })))
    await screen.findByText('open · 1 present · 1 muted')
    await act(() => hub.publish(update('greenroom.session.unmuted', { participant_id: participant })))
    await screen.findByText('open · 1 present · 0 muted')
    view.unmount()
  })

  it('ends its connection when it is unmounted, and polls when updates are turned off', async () => {
    const { App, session } = await setUp()
    const view = render(
      <App updates>
        <View session={session} />
      </App>,
    )
    await screen.findByText(/^open/)
    view.rerender(
      <App updates={false}>
        <View session={session} />
      </App>,
    )
    await screen.findByText(/^closed/)
    view.unmount()
  })
})

it.each([[[]], [['']]])('useUpdates returns closed if the rooms to watch are %j', async (rooms) => {
  const { App, session, hub } = await setUp()
  const subscribe = vi.spyOn(hub, 'subscribe')
  const view = render(
    <App updates={{ rooms }}>
      <View session={session} />
    </App>,
  )
  await screen.findByText('closed · 1 present · 0 muted')
  await vi.dynamicImportSettled()
  expect(subscribe).not.toHaveBeenCalled()
  view.unmount()
})

it('useUpdates returns closed without updates', async () => {
  const { App, session } = await setUp()
  const view = render(
    <App updates={false}>
      <View session={session} />
    </App>,
  )
  await screen.findByText('closed · 1 present · 0 muted')
  view.unmount()
})
