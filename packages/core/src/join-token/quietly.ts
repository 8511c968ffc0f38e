/** Does what may fail where nothing depends on it, and nobody could do anything about it. */
export function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // Nobody to tell.
  }
}
