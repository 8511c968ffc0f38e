/** Lets a Node process exit although a timer or channel is open. Other platforms' handles stay unchanged. */
export function unref(handle: unknown): void {
  const node = Object(handle) as { unref?(): void }
  node.unref?.()
}
