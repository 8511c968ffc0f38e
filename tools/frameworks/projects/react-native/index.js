import { createClient } from '@greenroom/core'
import { createLiveRoom } from '@greenroom/live'
import { GreenroomProvider, useJoinToken, useRooms } from '@greenroom/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { create } from 'react-test-renderer'

function Screen({ onShow }) {
  const room = useRooms({ page: { size: 10 } }).data?.data[0]
  const { token } = useJoinToken(room?.id)
  const text = token === undefined ? undefined : `${room.unique_name}: ready to join`
  useEffect(() => {
    if (text !== undefined) onShow(text)
  })
  return text ?? 'Loading…'
}

// In place of `AppRegistry`, which needs a phone: the renderer draws into memory.
globalThis.app = {
  start: (baseUrl) =>
    new Promise((resolve) => {
      create(
        <QueryClientProvider client={new QueryClient()}>
          <GreenroomProvider client={createClient({ apiKey: 'KEY_emulator', baseUrl })} scope="ann">
            <Screen onShow={resolve} />
          </GreenroomProvider>
        </QueryClientProvider>,
      )
    }),
  async joinLiveRoom() {
    const source = {
      roomId: 'r1',
      getToken: async () => 'token',
      getSnapshot: () => ({ status: 'success', token: 'token' }),
      subscribe: () => () => undefined,
      invalidate: () => undefined,
      refresh: () => undefined,
      dispose: () => undefined,
    }
    const initialize = () => Promise.reject(new Error('The vendor package was called'))
    const room = createLiveRoom({ roomId: source.roomId, source, initialize })
    const reason = await room.join().catch(({ message }) => message)
    return `${room.getSnapshot().status}: ${reason}`
  },
}
