import { createClient } from '@greenroom/core'
import { GreenroomProvider, useMutedParticipants, useParticipants, useUpdates } from '@greenroom/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'

/** Shows what a watcher knows of a session. */
function Watcher({ session }: { readonly session: string }) {
  const { data } = useParticipants(session)
  const muted = useMutedParticipants(session)
  return (
    <p>
      {useUpdates()} · {data?.meta.total_results ?? 0} present · {muted.length} muted
    </p>
  )
}

/** When each watcher first showed each text, in milliseconds since 1970. */
const firstShown: Map<string, number>[] = []
/** How late timers of this page were, in milliseconds. */
const delays: number[] = []
const timerMs = 50

/** What a benchmark does with a page of watchers. */
export const watchers = {
  /** Adds watchers of a room, each with a client, a cache and a subscription that it shares with no other. */
  add(count: number, session: string) {
    for (let added = 0; added < count; added++) {
      const times = new Map<string, number>()
      firstShown.push(times)
      const element = document.body.appendChild(document.createElement('div'))
      const observer = new MutationObserver(() => {
        const text = element.textContent ?? ''
        if (!times.has(text)) times.set(text, Date.now())
      })
      observer.observe(element, { childList: true, characterData: true, subtree: true })
      createRoot(element).render(
        <QueryClientProvider client={new QueryClient()}>
          <GreenroomProvider client={createClient({ baseUrl: '/telnyx' })} updates>
            <Watcher session={session} />
          </GreenroomProvider>
        </QueryClientProvider>,
      )
    }
  },
  texts: () => [...document.querySelectorAll('p')].map(({ textContent }) => textContent),
  firstShown: () => firstShown.map((times) => [...times]),
  delays: () => delays,
}

export type Watchers = typeof watchers
Object.assign(globalThis, { watchers })

let dueAt = performance.now() + timerMs
setInterval(() => {
  delays.push(Math.max(0, performance.now() - dueAt))
  dueAt = performance.now() + timerMs
}, timerMs)
