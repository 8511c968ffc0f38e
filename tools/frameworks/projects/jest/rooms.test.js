import { createClient } from '@greenroom/core'
import { GreenroomProvider, useJoinToken, useRoom } from '@greenroom/react'
import { useLiveRoom } from '@greenroom/react/live'
import { query } from '@greenroom/react/query'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'

globalThis.IS_REACT_ACT_ENVIRONMENT = true
const json = (data) => Response.json({ data })
const client = createClient({
  baseUrl: 'http://gateway/telnyx',
  fetch: async (request) =>
    new URL(request.url ?? request).pathname.endsWith('/rooms/r')
      ? json({ id: 'r', unique_name: 'standup', record_type: 'room' })
      : new Promise(() => undefined),
})

function Page() {
  return createElement('p', null, useRoom('r').data?.unique_name, ' ', useJoinToken('r').status)
}

test('hooks render in jsdom', async () => {
  expect([typeof query, typeof useLiveRoom]).toEqual(['function', 'function'])
  const container = document.createElement('div')
  const root = createRoot(container)
  const page = createElement(GreenroomProvider, { client, scope: 'ann' }, createElement(Page))
  await act(() => root.render(createElement(QueryClientProvider, { client: new QueryClient() }, page)))
  for (let tries = 0; tries < 100 && container.textContent !== 'standup pending'; tries++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
  }
  expect(container.textContent).toBe('standup pending')
  await act(() => root.unmount())
})
