import { createRequire } from 'node:module'
import { rooms } from '@greenroom/core/video'
import type { Initialize } from '@greenroom/live'
import { type FakeBrowser, installFakeBrowser } from '@greenroom/testing/fake-browser'
import { setUp, type TestEnv } from './set-up.tsx'

/** The vendor's published package. */
export const vendor = createRequire(import.meta.url)('@telnyx/video') as { initialize: Initialize }

/** A page with a room to join. Its sockets connect to the emulator in this process. */
export interface LiveTestEnv {
  readonly env: TestEnv
  readonly browser: FakeBrowser
  readonly roomId: string
  restore(): void
}

export async function setUpLive(): Promise<LiveTestEnv> {
  const env = setUp()
  const browser = installFakeBrowser(() => env.emulator)
  const { id: roomId } = await rooms.create(env.client, {})
  return { env, browser, roomId, restore: browser.restore }
}
