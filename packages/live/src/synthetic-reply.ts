/** A request of the vendor's package. */
export interface SignalingRequest {
  readonly janus: string
  readonly transaction: string
  readonly body?: { readonly request?: string }
  readonly jsep?: { readonly sdp: string }
}

/**
 * A reply that ends a wait of the vendor's package, for a request that nobody answers. What ends or changes something is taken
 * for done: nobody may be there to handle its failure. What begins something fails: the package has no word for that, but it
 * cannot read a reply without data, and rejects.
 */
export function syntheticReply({ janus, transaction, body, jsep }: SignalingRequest): object {
  const isChange = body?.request === 'configure' && !jsep
  return {
    transaction,
    janus: answers[janus] ?? 'success',
    // The session that it makes lasts as long as the line, and the handle is good for requests that fail.
    data: { id: janus === 'create' ? 1 : 0 },
    plugindata: isChange
      ? { data: { audiobridge: 'event', videoroom: 'event', result: 'ok', configured: 'ok' } }
      : {},
  }
}

const answers: Readonly<Record<string, string>> = { keepalive: 'ack', trickle: 'ack', message: 'event' }
