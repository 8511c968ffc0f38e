import { createContext, useContext } from 'react'
import type { User } from './session-api.ts'

/** Who is signed in, for everything below the session gate. */
export const UserContext = createContext<User | undefined>(undefined)

/**
 * Who is signed in.
 *
 * @throws {Error} outside of the session gate.
 */
export function useUser(): User {
  const user = useContext(UserContext)
  if (user === undefined) throw new Error('useUser is called outside of the session gate')
  return user
}
