import type { JoinTokenEvent } from '@greenroom/core/join-token'
import { createContext, useContext, useSyncExternalStore } from 'react'
import { createTokenLog, type TokenLog } from './token-log.ts'

/** The log to which the app's token sources write. */
export const TokenLogContext = createContext<TokenLog>(createTokenLog())

/** Returns the events of a room's join token, oldest first. */
export function useTokenEvents(roomId: string): readonly JoinTokenEvent[] {
  const log = useContext(TokenLogContext)
  return useSyncExternalStore(log.subscribe, () => log.getEvents(roomId))
}
