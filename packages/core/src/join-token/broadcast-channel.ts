import type { TabChannel } from './tabs.ts'
import { unref } from './unref.ts'

/** Opens the platform's channel, if it has one. It does not keep a Node process alive. */
export function openBroadcastChannel(name: string): TabChannel | undefined {
  const { BroadcastChannel } = globalThis as { BroadcastChannel?: new (name: string) => TabChannel }
  const channel = BroadcastChannel && new BroadcastChannel(name)
  unref(channel)
  return channel
}
