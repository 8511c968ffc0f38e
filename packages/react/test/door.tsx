import { rooms } from '@greenroom/core/video'
import { act, screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import { type UseJoinTokenOptions, type UseJoinTokenResult, useJoinToken } from '../src/index.ts'
import { setUp, type World } from './set-up.tsx'

/** Shows the token's status, and hands out everything it was given. */
export function Door({
  room,
  seen = [],
  ...options
}: { room: string; seen?: UseJoinTokenResult[] } & UseJoinTokenOptions) {
  const result = useJoinToken(room, options)
  seen.push(result)
  return <p>{result.status}</p>
}

/** Something that is not there yet. */
export function lateness() {
  let end = () => {}
  const late = {
    isOver: false,
    until: new Promise<void>((resolve) => {
      end = resolve
    }),
    end() {
      late.isOver = true
      end()
    },
  }
  return late
}

/** Suspends until it is there. */
export function Late({ late }: { late: ReturnType<typeof lateness> }) {
  if (!late.isOver) throw late.until
  return null
}

export async function setUpRoom(...args: Parameters<typeof setUp>) {
  const world = setUp(...args)
  const { id } = await rooms.create(world.client)
  return { world, id, mints: () => world.calls(rooms.createJoinToken) }
}

/** Lets time pass, and what was asked for because of it arrive. */
export async function pass(world: World, ms: number) {
  await act(async () => world.advance(ms))
}

/** Waits until a door shows a status. */
export const status = (text: string) => waitFor(() => expect(screen.getByText(text)).toBeDefined())
