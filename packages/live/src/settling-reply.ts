/**
 * A reply that ends a wait of the vendor's package, for a request that nobody answers. What ends something has ended; what begins
 * something fails: the package has no word for it, but it cannot read a reply without data, and rejects.
 */
export function settlingReply(janus: string, transaction: string): object {
  if (janus === 'keepalive' || janus === 'trickle') return { janus: 'ack', transaction }
  if (janus === 'message') return { janus: 'event', transaction, plugindata: {} }
  // The session that it made lasts as long as the line, and the handle is good for requests that fail.
  return { janus: 'success', transaction, data: { id: janus === 'create' ? 1 : 0 } }
}
