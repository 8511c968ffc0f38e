import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
} from 'react-aria-components/Toast'
import { Button } from './button.tsx'

/** A short text about what has just happened, which goes away by itself. */
export interface Toast {
  readonly text: string
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined
}

export const queue = new ToastQueue<Toast>({ maxVisibleToasts: 3 })

/** Where notes stand. They wait while somebody looks at them; F6 leads to them. */
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
