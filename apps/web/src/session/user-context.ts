import { createContext, useContext } from 'react'
import type { User } from './session-api.ts'

/** The signed-in user, for all components inside `SessionGate`. */
export const UserContext = createContext<User | undefined>(undefined)

/**
 * Returns the signed-in user.
 *
 * @throws {Error} when called outside the session gate.
 */
export function useUser(): User {
  const user = useContext(UserContext)
  if (user === undefined) throw new Error('useUser must be called inside SessionGate')
  return user
}
