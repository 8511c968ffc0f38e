import { createAudioBridge } from './audio-bridge.ts'
import { pluginNames } from './messages.ts'
import type { CreatePlugin } from './plugin.ts'
import { createTextRoom } from './text-room.ts'
import { createVideoRoom } from './video-room.ts'

/** Plugins that a browser can attach to, by name. */
export const plugins: ReadonlyMap<string, CreatePlugin> = new Map([
  [pluginNames.audiobridge, createAudioBridge],
  [pluginNames.videoroom, createVideoRoom],
  [pluginNames.textroom, createTextRoom],
])
