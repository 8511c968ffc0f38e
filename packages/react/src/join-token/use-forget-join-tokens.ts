import { useCallback } from 'react'
import { useProvided } from '../provider.tsx'

/**
 * Returns a function for the sign-out, which discards all join tokens of the provider in every tab that
 * shares them. No token is requested until a caller needs one again, so sign the user out on the server
 * first.
 *
 * @throws {ConfigError} when there is no provider above.
 *
 * @example
 * ```tsx
 * import { useForgetJoinTokens } from '@greenroom/react'
 *
 * export function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
 *   const forget = useForgetJoinTokens()
 *   const signOut = async () => {
 *     await fetch('/session', { method: 'DELETE' })
 *     forget()
 *     onSignedOut()
 *   }
 *   return <button onClick={signOut}>Sign out</button>
 * }
 * ```
 */
export function useForgetJoinTokens(): () => void {
  const { greenroom, tokens } = useProvided()
  const { client } = greenroom
  return useCallback(() => tokens.forget(client), [tokens, client])
}
