/**
 * Adds a listener for some types of events. Returns a function that removes it.
 *
 * It uses no `AbortSignal`, because test environments combine jsdom with Node's, which jsdom rejects.
 */
export function listen(
  target: Partial<EventTarget> | undefined,
  types: readonly string[],
  listener: () => void,
  options?: AddEventListenerOptions,
): () => void {
  for (const type of types) target?.addEventListener?.(type, listener, options)
  return () => {
    for (const type of types) target?.removeEventListener?.(type, listener, options)
  }
}
