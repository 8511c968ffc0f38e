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
export const notYetRewritten: readonly string[] = [
  'docs/join-token-matrix.md',
  'packages/core/src/join-token/bind-join-token.test.ts',
  'packages/core/src/join-token/classify-failure.test.ts',
  'packages/core/src/join-token/clock.test.ts',
  'packages/core/src/join-token/join-token-source.get-token.test.ts',
  'packages/core/src/join-token/join-token-source.orders.test.ts',
  'packages/core/src/join-token/join-token-source.refusals.test.ts',
  'packages/core/src/join-token/join-token-source.subscribe.test.ts',
  'packages/core/src/join-token/lease.test.ts',
  'packages/core/src/join-token/page-lifecycle.test.ts',
  'packages/core/src/join-token/renewal.test.ts',
  'packages/core/src/join-token/tabs.test.ts',
  'packages/core/test/join-token',
]
