import type { TextChannel } from '../media/media.ts'
import { type NetworkOptions, openPeer } from './peer.ts'
import type { RTCPeerConnection } from './stack.ts'

type Channel = ReturnType<RTCPeerConnection['createDataChannel']>

/** Limit of unsent data, in bytes. Beyond it, messages are dropped. */
const maxBuffered = 4 * 1024 * 1024

/**
 * Opens a data channel for text messages. The browser opens the channel that is used; the one opened here
 * only makes the offer contain a data channel section.
 */
export async function openTextChannel(
  network: NetworkOptions,
  onMessage: (text: string) => void,
): Promise<TextChannel> {
  const peer = openPeer(network)
  let channel: Channel | undefined
  peer.pc.createDataChannel('greenroom')
  peer.pc.onDataChannel.subscribe((opened) => {
    channel = opened
    opened.onMessage.subscribe((data) => onMessage(data.toString()))
  })
  const offer = await peer.offer()
  return {
    offer,
    accept: peer.accept,
    send(text) {
      if (channel?.readyState !== 'open' || channel.bufferedAmount > maxBuffered) return
      try {
        channel.send(text)
      } catch {
        // The browser's description may allow only shorter messages. The sender's connection must not fail.
      }
    },
    close: peer.close,
  }
}
