import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { type CallController, type CallState, createCallController } from './call-controller.ts'
import { joinCall } from './emulated-call.ts'

/** The latest call of a page: one that goes on, or one that is over. */
export interface CallHandle {
  readonly controller: CallController | undefined
  readonly state: CallState | undefined
  /** Begins a call. */
  start(): void
}

const never = () => () => undefined

/** Holds the call of a page with a room: whoever goes away from the page leaves the room. */
export function useCall(roomId: string, userName: string): CallHandle {
  const [controller, setController] = useState<CallController>()
  const state = useSyncExternalStore<CallState | undefined>(
    controller?.subscribe ?? never,
    useCallback(() => controller?.getSnapshot(), [controller]),
  )

  useEffect(() => {
    if (controller === undefined) return
    const leave = () => void controller.leave()
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [controller])

  const start = () =>
    setController(
      createCallController({
        join: ({ token, context }) => joinCall({ roomId, token, context: introduction(userName, context) }),
      }),
    )
  return { controller, state, start }
}

/** What somebody says of themselves to the others: their name, and the gateway's word for it if there is one. */
function introduction(name: string, statement: string | undefined): string {
  return JSON.stringify({ name, statement })
}
