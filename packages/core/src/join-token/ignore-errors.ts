/**
 * Does work of which the synchronous part runs immediately, and ignores its errors, if nothing depends on it
 * and the caller cannot handle them.
 */
export async function ignoreErrors(work: () => unknown): Promise<void> {
  try {
    await work()
  } catch {
    // Ignored on purpose.
  }
}
