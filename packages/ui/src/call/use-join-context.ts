import { useJoinToken } from '@greenroom/react'
import { useState } from 'react'

/** The context with which to join, once it is known. */
export interface JoinContext {
  readonly isReady: boolean
  /** Undefined: the signed context that the gateway issued, if any. */
  readonly context: string | undefined
}

/**
 * Returns the context with which to join: one with the display name, if the gateway does not sign contexts. A
 * signed context cannot be forged, so it always has precedence.
 */
export function useJoinContext(roomId: string, displayName: string | undefined): JoinContext {
  const [decided, setDecided] = useState<JoinContext>()
  const isNeeded = displayName !== undefined && decided === undefined
  const { status, context: signed } = useJoinToken(roomId, { enabled: isNeeded })
  if (decided) return decided
  if (displayName === undefined) return { isReady: true, context: undefined }
  if (status === 'pending') return { isReady: false, context: undefined }
  const isUnsigned = status === 'success' && signed === undefined
  const next = { isReady: true, context: isUnsigned ? JSON.stringify({ name: displayName }) : undefined }
  setDecided(next)
  return next
}
