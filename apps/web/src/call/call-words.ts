import { kindOf } from '../errors/kind.ts'
import { type Words, wordsFor } from '../errors/words.ts'
import type { CallState } from './call-controller.ts'

/** Says why a call is over, or could not begin; undefined where it was left on purpose. */
export function endWords({ error, wasRemoved }: Pick<CallState, 'error' | 'wasRemoved'>): Words | undefined {
  if (wasRemoved) {
    return { title: 'You are no longer in the room', detail: 'The call was ended, or you were taken out.' }
  }
  if (error === undefined) return undefined
  const words = wordsFor(error, 'room')
  const title = 'The room did not let you in'
  // It is the room that speaks of the token here, and not the gateway of the sign-in.
  if (kindOf(error) === 'signed-out') return { title, detail: 'It did not take the token. Try again.' }
  return kindOf(error) === 'refused' ? { ...words, title } : words
}

/** What the status line of a call looks at. */
export interface Standing {
  readonly step: CallState['step']
  /** Whether there is a token that works. */
  readonly hasToken: boolean
  readonly isRefreshing: boolean
  /** Why the last attempt to get a token failed, if it did. */
  readonly tokenError: Error | undefined
}

/** Says in a line how a call stands. */
export function standingText({ step, hasToken, isRefreshing, tokenError }: Standing): string {
  switch (step) {
    case 'leaving':
      return 'Leaving…'
    case 'out':
      return 'You are not in the room.'
    case 'joining':
      if (tokenError !== undefined) return `${troubleText(tokenError)} Trying again…`
      return hasToken ? 'Joining…' : 'Getting a token…'
    case 'in':
      if (tokenError === undefined) {
        return isRefreshing ? 'You are in the room. Renewing the token…' : 'You are in the room.'
      }
      return hasToken
        ? `${troubleText(tokenError)} You stay in the room while the token lasts.`
        : `${troubleText(tokenError)} The token has run out. Trying again…`
  }
}

function troubleText(error: Error): string {
  switch (kindOf(error)) {
    case 'unreachable':
      return 'The server does not answer.'
    case 'busy':
      return 'The server is busy.'
    default:
      return 'The token could not be renewed.'
  }
}
