/** An occurrence of a word to avoid that is allowed. */
interface AllowedWord {
  readonly file: string
  /** Part of the line that contains the word. */
  readonly text: string
  readonly reason: string
}

/** Occurrences of words to avoid that are right where they are. */
export const allowedWords: readonly AllowedWord[] = []

/** Paths of texts that still need to be rewritten. The list only gets shorter. */
export const notYetRewritten: readonly string[] = []
