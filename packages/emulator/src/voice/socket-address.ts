import type { TexmlElement } from '@greenroom/core/texml/language'

/**
 * Returns the WebSocket address of an element; undefined if it has none. Besides `wss:`, which documents
 * should have, it may be `ws:`, because an application on this machine has no certificate.
 */
export function socketAddress({ attributes }: Pick<TexmlElement, 'attributes'>): string | undefined {
  return socketUrl(Object.hasOwn(attributes, 'url') ? (attributes['url'] ?? '') : '')
}

/** Returns a text as a WebSocket address; undefined for any other text. */
export function socketUrl(text: string): string | undefined {
  const url = text.trim()
  return URL.canParse(url) && /^wss?:$/.test(new URL(url).protocol) ? url : undefined
}
