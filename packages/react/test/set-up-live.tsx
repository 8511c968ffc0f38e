import { createRequire } from 'node:module'
import { rooms } from '@greenroom/core/video'
import type { Initialize } from '@greenroom/live'
import { type FakeBrowser, installFakeBrowser } from '../../live/test/fake-browser.ts'
import { setUp, type World } from './set-up.tsx'

/** The vendor's package as it is published. */
export const vendor = createRequire(import.meta.url)('@telnyx/video') as { initialize: Initialize }

/** A page with a room to join, whose sockets lead to the emulator in this process. */
export interface LiveWorld {
  readonly world: World
  readonly browser: FakeBrowser
  readonly roomId: string
  restore(): void
}

export async function setUpLive(): Promise<LiveWorld> {
  const world = setUp()
  const browser = installFakeBrowser(() => world.emulator)
  const { id: roomId } = await rooms.create(world.client, {})
  return { world, browser, roomId, restore: browser.restore }
}
