import type { SignalingRequest } from './signaling-messages.ts'

/**
 * Returns a reply that settles a request without a response from the server. A request that ends or changes
 * something gets a success, because the vendor's package may not handle its failure. A request that starts
 * something fails: the package has no error reply that it understands, but it rejects when a reply has no
 * data.
 */
export function syntheticReply({ janus, transaction, body, jsep }: SignalingRequest): object {
  const isChange = body?.request === 'configure' && !jsep
  return {
    transaction,
    janus: replyTypes[janus] ?? 'success',
    // The session exists only as long as the socket; requests over the handle fail.
    data: { id: janus === 'create' ? 1 : 0 },
    plugindata: isChange
      ? { data: { audiobridge: 'event', videoroom: 'event', result: 'ok', configured: 'ok' } }
      : {},
  }
}

const replyTypes: Readonly<Record<string, string>> = { keepalive: 'ack', trickle: 'ack', message: 'event' }
