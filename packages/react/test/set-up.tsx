import { type AnyEndpoint, type ClientOptions, createClient, routeOf } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from '@testing-library/react'
import type { ReactNode } from 'react'
import { GreenroomProvider, type JoinTokenSetup } from '../src/index.ts'
import { createVirtualTime } from './virtual-time.ts'

/** Environment of a test's app: a separate emulator, and join tokens on virtual time. */
export type TestEnv = ReturnType<typeof setUp>

/** A call that waits until the test lets it proceed. */
export interface HeldCall {
  readonly signal: AbortSignal | undefined
  readonly go: () => void
}

export function setUp(joinToken: JoinTokenSetup = {}, options: Pick<ClientOptions, 'maxRetries'> = {}) {
  const time = createVirtualTime()
  const emulator = createEmulator({ now: time.clock.now() })
  const network = { isDown: false, losesAnswers: false }
  let held: HeldCall[] | undefined
  const client = createClient({
    apiKey: 'KEY_test',
    dangerouslyAllowBrowser: true,
    baseUrl: 'http://emulator/v2',
    maxRetries: 0,
    ...options,
    fetch: async (input, init) => {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
      if (held) await new Promise<void>((go) => held?.push({ signal, go }))
      if (network.isDown) throw new TypeError('Failed to fetch')
      const response = await emulator.fetch(input, init)
      if (network.losesAnswers) throw new TypeError('Failed to fetch')
      return response
    },
  })
  const { clock, timers } = time
  return {
    emulator,
    client,
    network,
    time,
    queryClient: new QueryClient(),
    // Each app is a tab by itself.
    joinToken: { clock, timers, random: () => 0, openChannel: () => undefined, ...joinToken },
    /** How often an endpoint was called. */
    calls: (endpoint: AnyEndpoint) =>
      emulator.requests().filter(({ method, route }) => `${method} ${route}` === routeOf(endpoint)).length,
    /** Holds the calls from now on. */
    hold() {
      held = []
      return held
    },
    /** Lets them all go, and holds no more. */
    release() {
      for (const { go } of held?.splice(0) ?? []) go()
      held = undefined
    },
    /** Lets time pass for the app and the API alike. */
    advance(ms: number) {
      emulator.clock.advance(ms / 1_000)
      time.advance(ms)
    },
  }
}

/** Sets up an environment with one participant in a room. */
export async function withSession() {
  const env = setUp()
  const { id: room_id } = await rooms.create(env.client, { unique_name: 'standup' })
  const { token } = await rooms.createJoinToken(env.client, { room_id })
  const joined = await env.emulator.join(room_id, { client_token: token, context: 'Ann' })
  return { env, room_id, participant: joined.id, room_session_id: joined.session_id ?? '' }
}

/** Waits in real time, where `vi.waitFor` would let the virtual pass. */
export async function until(check: () => void) {
  for (let tries = 200; tries > 0; tries--) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)))
    try {
      return check()
    } catch {
      // Not yet.
    }
  }
  check()
}

interface AppProps {
  readonly env: TestEnv
  readonly scope?: string
  readonly children?: ReactNode
}

/** The providers that an app has. */
export function App({ env, scope, children }: AppProps) {
  return (
    <QueryClientProvider client={env.queryClient}>
      <GreenroomProvider client={env.client} scope={scope} joinToken={env.joinToken}>
        {children}
      </GreenroomProvider>
    </QueryClientProvider>
  )
}
