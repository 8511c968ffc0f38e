import { useEndSession, useMuteParticipants } from '@greenroom/react'
import { lazy, Suspense, useState } from 'react'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { showToast } from '../ui/toasts.ts'

const ConfirmDialog = lazy(() => import('../ui/confirm-dialog.tsx'))

/** The host actions that apply to a whole session. */
export function SessionActions({ sessionId }: { readonly sessionId: string }) {
  const onError = (error: Error) => void showToast({ text: `${describeError(error, 'session').title}.` })
  const mute = useMuteParticipants({ onError })
  const end = useEndSession({ onError })
  const [isConfirming, setIsConfirming] = useState(false)
  return (
    <div className="row">
      <Button
        isPending={mute.isPending}
        onPress={() =>
          mute.mutate(
            { room_session_id: sessionId, participants: 'all' },
            { onSuccess: () => void showToast({ text: 'All participants were muted.' }) },
          )
        }
      >
        Mute all
      </Button>
      <Button variant="danger" isPending={end.isPending} onPress={() => setIsConfirming(true)}>
        End for all
      </Button>
      {isConfirming ? (
        <Suspense>
          <ConfirmDialog
            title="End the call for everyone?"
            detail="All participants leave the call. Joining again starts a new session."
            action="End the call"
            onClose={() => setIsConfirming(false)}
            onConfirm={() => end.mutate({ room_session_id: sessionId })}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
