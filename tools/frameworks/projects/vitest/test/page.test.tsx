// @vitest-environment happy-dom
import { rooms } from '@greenroom/core/video'
import { emulatorFixtures } from '@greenroom/emulator/vitest'
import { GreenroomProvider } from '@greenroom/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { test as base, expect } from 'vitest'
import { Rooms } from '../src/greenroom/rooms.tsx'

const test = base.extend(emulatorFixtures)

test('lists the rooms, with a token for each', async ({ client, emulator }) => {
  const { id } = await rooms.create(client, { unique_name: 'standup' })
  const { token } = await rooms.createJoinToken(client, { room_id: id })
  await emulator.join(id, { client_token: token })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <GreenroomProvider client={client} scope="ann">
        <Rooms />
      </GreenroomProvider>
    </QueryClientProvider>,
  )
  const item = await screen.findByText(/1 here, ready to join/)
  expect(item.parentElement?.textContent).toContain('standup')
})
