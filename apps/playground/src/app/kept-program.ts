/** Where a tab stores the program that its user has changed. */
const key = 'greenroom-playground'

/** A program as it was opened. */
export interface OpenedProgram {
  /** Hash of the link to it. */
  readonly hash: string
  readonly code: string
}

/** Stores what became of an opened program, so that a reload does not lose it. */
export function keepProgram({ hash, code }: OpenedProgram, current: string): void {
  try {
    if (current === code) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify({ hash, code: current }))
  } catch {
    // Storage may be prohibited or full. The changes then last as long as the page.
  }
}

/** Returns the changed program that was opened by this link, if it was stored. */
export function readKeptProgram(hash: string): string | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return undefined
    const { hash: keptHash, code } = kept as Partial<OpenedProgram>
    return keptHash === hash && typeof code === 'string' ? code : undefined
  } catch {
    return undefined
  }
}
