// @vitest-environment happy-dom
import { rooms } from '@greenroom/core/video'
import { emulatorFixtures } from '@greenroom/emulator/vitest'
import { GreenroomProvider, useRooms } from '@greenroom/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, test as base, expect } from 'vitest'

const test = base.extend(emulatorFixtures)

afterEach(cleanup)

test('useRooms returns the rooms of the account', async ({ client }) => {
  await rooms.create(client, { unique_name: 'Standup' })
  const queryClient = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <GreenroomProvider client={client}>{children}</GreenroomProvider>
    </QueryClientProvider>
  )
  const { result } = renderHook(() => useRooms(), { wrapper })
  await waitFor(() => expect(result.current.data?.data).toMatchObject([{ unique_name: 'Standup' }]))
})

test('useRooms reports a failure of the API', async ({ client, faults }) => {
  faults.add([{ path: '/rooms', status: 503, times: 1 }])
  const queryClient = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <GreenroomProvider client={client}>{children}</GreenroomProvider>
    </QueryClientProvider>
  )
  const { result } = renderHook(() => useRooms(), { wrapper })
  await waitFor(() => expect(result.current.error).toMatchObject({ status: 503 }))
})
