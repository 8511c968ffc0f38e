import type { TabChannel } from '@greenroom/core/join-token'
import { rooms } from '@greenroom/core/video'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { App, setUp } from '../../test/set-up.tsx'
import { useForgetJoinTokens, useJoinToken } from '../index.ts'

afterEach(cleanup)

/** Creates channels between apps, as between tabs. */
function createTabChannels(): () => TabChannel {
  const channels = new Set<TabChannel>()
  return () => {
    const channel: TabChannel = {
      onmessage: null,
      postMessage(data) {
        for (const other of channels) if (other !== channel) other.onmessage?.({ data })
      },
      close: () => void channels.delete(channel),
    }
    channels.add(channel)
    return channel
  }
}

function Tab({ room, name }: { room: string; name: string }) {
  const { status } = useJoinToken(room)
  const forget = useForgetJoinTokens()
  return (
    <button type="button" onClick={forget}>
      {name} {status}
    </button>
  )
}

it('discards the tokens at once, in other tabs too', async () => {
  const env = setUp({ openChannel: createTabChannels() })
  const { id } = await rooms.create(env.client)
  render(
    ['first', 'second'].map((name) => (
      <App key={name} env={env} scope="ann">
        <Tab room={id} name={name} />
      </App>
    )),
  )
  await waitFor(async () => {
    await act(async () => env.advance(100))
    expect(screen.getByText('second success')).toBeDefined()
    expect(screen.getByText('first success')).toBeDefined()
  })
  act(() => screen.getByText('first success').click())
  expect(screen.getByText('first pending')).toBeDefined()
  expect(screen.getByText('second pending')).toBeDefined()
})
