import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components/Toast'
import { Button } from './button.tsx'
import type { Note } from './notes.ts'

export const queue = new ToastQueue<Note>({ maxVisibleToasts: 3 })

/** Where notes stand. They wait while somebody looks at them; F6 leads to them. */
export default function NoteRegion() {
  return (
    <ToastRegion queue={queue} className="notes">
      {({ toast }) => (
        <Toast toast={toast} className="note">
          <ToastContent className="note-text">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action === undefined ? null : (
            <Button
              onPress={() => {
                toast.content.action?.onPress()
                queue.close(toast.key)
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <Button slot="close" aria-label="Close">
            ×
          </Button>
        </Toast>
      )}
    </ToastRegion>
  )
}
