/** A request of the vendor's package. */
export interface LineRequest {
  readonly janus: string
  readonly transaction: string
  readonly body?: { readonly request?: string }
  readonly jsep?: unknown
}

/**
 * A reply that ends a wait of the vendor's package, for a request that nobody answers. What ends or changes something is taken
 * for done: nobody may be there to handle its failure. What begins something fails: the package has no word for that, but it
 * cannot read a reply without data, and rejects.
 */
export function settlingReply({ janus, transaction, body, jsep }: LineRequest): object {
  if (janus === 'keepalive' || janus === 'trickle') return { janus: 'ack', transaction }
  if (janus === 'message') {
    const isChange = body?.request === 'configure' && !jsep
    const data = { audiobridge: 'event', videoroom: 'event', result: 'ok', configured: 'ok' }
    return { janus: 'event', transaction, plugindata: isChange ? { data } : {} }
  }
  // The session that it makes lasts as long as the line, and the handle is good for requests that fail.
  return { janus: 'success', transaction, data: { id: janus === 'create' ? 1 : 0 } }
}
