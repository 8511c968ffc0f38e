import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components/Toast'
import { Button } from './button.tsx'

/** A short message about a recent event, which disappears automatically. */
export interface Toast {
  readonly text: string
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined
}

export const queue = new ToastQueue<Toast>({ maxVisibleToasts: 3 })

/** The region with the toasts. Their timers pause on hover and focus; F6 moves the focus to the region. */
export default function ToastRegion() {
  return (
    <AriaToastRegion queue={queue} className="toasts">
      {({ toast }) => (
        <AriaToast toast={toast} className="toast">
          <ToastContent className="toast-text">
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
        </AriaToast>
      )}
    </AriaToastRegion>
  )
}
