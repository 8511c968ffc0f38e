import { isApiError } from '@greenroom/core'
import {
  useKickParticipants,
  useMutedParticipants,
  useMuteParticipants,
  useUnmuteParticipants,
} from '@greenroom/react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useBrowserLayoutEffect } from '../elements/use-layout-effect.ts'

/** The participant that a host mutes or removes. */
export interface HostActionTarget {
  readonly id: string
  readonly name: string
}

/** What a host can do to a participant. */
export interface HostActions {
  readonly mute: (target: HostActionTarget) => void
  readonly unmute: (target: HostActionTarget) => void
  /** Removes the participant from the call. */
  readonly remove: (target: HostActionTarget) => void
  /** Ids of the participants that this app has muted. */
  readonly mutedIds: readonly string[]
}

/** Why an action failed: the gateway refused it, or something else. */
export type HostActionFailure = 'denied' | 'failed'

/**
 * Returns the actions of a host on the participants of a session. It returns undefined without a session, and
 * once the gateway has refused an action.
 */
export function useHostActions(
  sessionId: string | undefined,
  onFailure: (target: HostActionTarget, failure: HostActionFailure) => void,
): HostActions | undefined {
  const [isDenied, setDenied] = useState(false)
  const latest = useRef(onFailure)
  useBrowserLayoutEffect(() => {
    latest.current = onFailure
  })
  const { mutate: mute } = useMuteParticipants()
  const { mutate: unmute } = useUnmuteParticipants()
  const { mutate: remove } = useKickParticipants()
  const mutedIds = useMutedParticipants(sessionId ?? '')
  const onError = useCallback((error: Error, target: HostActionTarget) => {
    const isRefused = isApiError(error) && (error.status === 403 || error.status === 404)
    if (isRefused) setDenied(true)
    latest.current(target, isRefused ? 'denied' : 'failed')
  }, [])
  return useMemo(() => {
    if (sessionId === undefined || isDenied) return undefined
    const act = (run: typeof mute) => (target: HostActionTarget) =>
      run(
        { room_session_id: sessionId, participants: [target.id] },
        { onError: (error) => onError(error, target) },
      )
    return { mute: act(mute), unmute: act(unmute), remove: act(remove), mutedIds }
  }, [sessionId, isDenied, mute, unmute, remove, mutedIds, onError])
}
