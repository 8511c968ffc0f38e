import type { LiveMessage, LiveRoom } from '@greenroom/live'
import { useCallback, useState } from 'react'
import { useSelected } from './use-selected.ts'

/** Messages of a live room, and a function to send one. */
export interface UseRoomMessagesResult {
  /** The last 500 messages, oldest first, including those sent by the local participant. */
  readonly messages: readonly LiveMessage[]
  /** Sends a message to the given participants, or to all. Resolves to whether it was sent; never rejects. */
  readonly send: (text: string, to?: readonly string[]) => Promise<boolean>
  readonly isSending: boolean
  /** Why the last message was not sent. */
  readonly error: Error | undefined
}

/**
 * Returns the text messages of a live room, and a function to send one.
 *
 * @example
 * ```tsx
 * import type { LiveRoom } from '@greenroom/live'
 * import { useRoomMessages } from '@greenroom/react/live'
 *
 * export function Chat({ room }: { room: LiveRoom }) {
 *   const { messages, send, error } = useRoomMessages(room)
 *   return (
 *     <>
 *       {messages.map(({ id, text }) => <p key={id}>{text}</p>)}
 *       <button onClick={() => send('Hello')}>Say hello</button>
 *       {error?.message}
 *     </>
 *   )
 * }
 * ```
 */
export function useRoomMessages(room: LiveRoom): UseRoomMessagesResult {
  const { messages } = useSelected(room, (snapshot) => ({ messages: snapshot.messages }))
  const [sending, setSending] = useState<{ readonly count: number; readonly error: Error | undefined }>({
    count: 0,
    error: undefined,
  })
  const send = useCallback(
    async (text: string, to?: readonly string[]) => {
      setSending(({ count }) => ({ count: count + 1, error: undefined }))
      const error = await room.send(text, to).then(
        () => undefined,
        (thrown: Error) => thrown,
      )
      setSending(({ count }) => ({ count: count - 1, error }))
      return error === undefined
    },
    [room],
  )
  return { messages, send, isSending: sending.count > 0, error: sending.error }
}
