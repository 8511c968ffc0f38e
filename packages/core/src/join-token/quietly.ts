/** Runs work and ignores its errors, if nothing depends on it and the caller cannot handle them. */
export function quietly(work: () => void): void {
  try {
    work()
  } catch {
    // Ignored on purpose.
  }
}
