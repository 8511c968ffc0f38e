import { useJoinToken } from '@greenroom/react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isPassing, kindOf } from '../errors/kind.ts'
import { noteSignedOut } from '../session/session-query.ts'
import { Button } from '../ui/button.tsx'
import type { CallController, CallState } from './call-controller.ts'
import { standingText } from './call-words.ts'
import { TokenLife } from './token-life.tsx'

export interface LiveCallProps {
  readonly roomId: string
  readonly controller: CallController
  readonly state: CallState
}

/** A call that goes on: it is kept supplied with tokens, and shows how. */
export function LiveCall({ roomId, controller, state }: LiveCallProps) {
  const { token, expiresAt, context, status, error, isRefreshing, refresh, reportRejected } =
    useJoinToken(roomId)
  const queryClient = useQueryClient()

  useEffect(() => {
    if (token === undefined || expiresAt === undefined) return
    controller.offer({ token, expiresAt, context, reject: () => reportRejected(token) })
  }, [controller, token, expiresAt, context, reportRejected])

  useEffect(() => {
    if (!error) return
    if (kindOf(error) === 'signed-out') noteSignedOut(queryClient)
    // A token that works is used up even when there will be no other; access that is taken back ends at once.
    else if (kindOf(error) === 'revoked' || (status === 'error' && !isPassing(error))) {
      void controller.leave(error)
    }
  }, [controller, queryClient, status, error])

  const standing = standingText({
    step: state.step,
    hasToken: token !== undefined,
    isRefreshing,
    tokenError: error,
  })
  const [latest] = state.events
  return (
    <>
      <p className="standing" role="status" data-step={state.step}>
        {standing}
      </p>
      {expiresAt === undefined || latest === undefined ? null : (
        <TokenLife expiresAt={expiresAt} lifeMs={latest.lifeMs} />
      )}
      <div className="row">
        <Button look="danger" onPress={() => void controller.leave()} isPending={state.step === 'leaving'}>
          Leave
        </Button>
        <Button
          onPress={() => void refresh().catch(() => undefined)}
          isDisabled={state.step !== 'in'}
          isPending={isRefreshing}
        >
          Renew now
        </Button>
      </div>
    </>
  )
}
