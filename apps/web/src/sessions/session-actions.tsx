import { useEndSession, useMuteParticipants } from '@greenroom/react'
import { lazy, Suspense, useState } from 'react'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { showToast } from '../ui/toasts.ts'

const ConfirmDialog = lazy(() => import('../ui/confirm-dialog.tsx'))

/** What a host can do about a whole session. */
export function SessionActions({ sessionId }: { readonly sessionId: string }) {
  const onError = (error: Error) => void showToast({ text: `${describeError(error, 'session').title}.` })
  const mute = useMuteParticipants({ onError })
  const end = useEndSession({ onError })
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="row">
      <Button
        isPending={mute.isPending}
        onPress={() =>
          mute.mutate(
            { room_session_id: sessionId, participants: 'all' },
            { onSuccess: () => void showToast({ text: 'Everybody was muted.' }) },
          )
        }
      >
        Mute all
      </Button>
      <Button variant="danger" isPending={end.isPending} onPress={() => setAsking(true)}>
        End for all
      </Button>
      {isAsking ? (
        <Suspense>
          <ConfirmDialog
            title="End the call for everybody?"
            detail="All who are in the room are put out. They may join again, which begins a new session."
            action="End the call"
            onClose={() => setAsking(false)}
            onConfirm={() => end.mutate({ room_session_id: sessionId })}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
