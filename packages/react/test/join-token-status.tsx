import { rooms } from '@greenroom/core/video'
import { act, type RenderResult, render, screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import { type UseJoinTokenOptions, type UseJoinTokenResult, useJoinToken } from '../src/index.ts'
import { App, setUp, type TestEnv } from './set-up.tsx'

/** Shows the status of a join token, and records every result in `seen`. */
export function JoinTokenStatus({
  room,
  seen = [],
  ...options
}: { room: string; seen?: UseJoinTokenResult[] } & UseJoinTokenOptions) {
  const result = useJoinToken(room, options)
  seen.push(result)
  return <p>{result.status}</p>
}

/** Renders the status of a room's join token in an app, and returns every result that it had. */
export function renderStatus(
  env: TestEnv,
  room: string,
): RenderResult & { readonly seen: UseJoinTokenResult[] } {
  const seen: UseJoinTokenResult[] = []
  const page = (
    <App env={env}>
      <JoinTokenStatus room={room} seen={seen} />
    </App>
  )
  return { ...render(page), seen }
}

/** Creates a suspension that lasts until it is ended. */
export function createSuspension() {
  let resolve = () => {}
  const suspension = {
    isOver: false,
    promise: new Promise<void>((onResolve) => {
      resolve = onResolve
    }),
    end() {
      suspension.isOver = true
      resolve()
    },
  }
  return suspension
}

/** Suspends until its suspension is over. */
export function Suspender({ suspension }: { suspension: ReturnType<typeof createSuspension> }) {
  if (!suspension.isOver) throw suspension.promise
  return null
}

export async function setUpRoom(...args: Parameters<typeof setUp>) {
  const env = setUp(...args)
  const { id } = await rooms.create(env.client)
  return { env, id, mints: () => env.calls(rooms.createJoinToken) }
}

/** Advances the time, and waits for the resulting updates. */
export async function pass(env: TestEnv, ms: number) {
  await act(async () => env.advance(ms))
}

/** Waits until a status is shown. */
export const status = (text: string) => waitFor(() => expect(screen.getByText(text)).toBeDefined())
