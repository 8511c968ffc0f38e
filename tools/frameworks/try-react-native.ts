import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { startEmulator } from '@greenroom/emulator/node'
import { runBundleInReactNative } from '@greenroom/testing/react-native'

/** What `projects/react-native/index.js` sets as the global `app`. */
interface ReactNativeApp {
  /** Resolves to the text of the screen, once it shows a room with its token. */
  start(baseUrl: string): Promise<string>
  /** Joins a live room without WebRTC, and resolves to its status and the message of the error. */
  joinLiveRoom(): Promise<string>
}

/** Runs an app's bundle in a realm that has what React Native has, with an emulator. */
export async function tryReactNative(bundle: string): Promise<void> {
  const app = await runBundleInReactNative<ReactNativeApp>(await readFile(bundle, 'utf8'), 'app')
  const { url, emulator, close } = await startEmulator()
  try {
    const client = createClient({ apiKey: 'KEY_emulator', fetch: emulator.fetch })
    await rooms.create(client, { unique_name: 'standup' })
    assert.equal(await app.start(`${url}/v2`), 'standup: ready to join')
    assert.equal(await app.joinLiveRoom(), 'left: The room was left: This browser has no RTCPeerConnection')
  } finally {
    await close()
  }
}
