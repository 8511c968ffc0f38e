type Page = typeof globalThis

/**
 * Puts a class that is derived from one of the page's into its place, if the page has it. The function that it returns takes it
 * out again, unless somebody else has put theirs there meanwhile.
 */
export function patchGlobal<N extends 'WebSocket' | 'RTCPeerConnection'>(
  name: N,
  derive: (Original: Page[N]) => Page[N],
): () => void {
  const page: Page = globalThis
  const Original = page[name]
  const Derived = Original && derive(Original)
  if (Original) page[name] = Derived
  return () => {
    if (page[name] === Derived) page[name] = Original
  }
}
