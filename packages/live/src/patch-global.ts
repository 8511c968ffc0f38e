type BrowserGlobals = typeof globalThis

/**
 * Replaces a browser class with a class derived from it, if the platform has it. The returned function
 * restores the original, unless other code has replaced the class in the meantime.
 */
export function patchGlobal<N extends 'WebSocket' | 'RTCPeerConnection'>(
  name: N,
  derive: (Original: BrowserGlobals[N]) => BrowserGlobals[N],
): () => void {
  const globals: BrowserGlobals = globalThis
  const Original = globals[name]
  const Derived = Original && derive(Original)
  if (Original) globals[name] = Derived
  return () => {
    if (globals[name] === Derived) globals[name] = Original
  }
}
