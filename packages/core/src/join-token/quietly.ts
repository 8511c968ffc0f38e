/**
 * Runs work, synchronously as far as it is, and ignores its errors, if nothing depends on it and the caller
 * cannot handle them.
 */
export async function quietly(work: () => unknown): Promise<void> {
  try {
    await work()
  } catch {
    // Ignored on purpose.
  }
}
