import type { LiveRoom } from '@greenroom/live'
import { useRoomMessages } from '@greenroom/react/live'
import { memo, useEffect, useRef, useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { MarkBadge } from '../room/mark-badge.tsx'
import { Button } from '../ui/button.tsx'
import { formatTimeOfDay } from '../ui/format.ts'
import { TextField } from '../ui/text-field.tsx'
import type { CallSession } from './call-session.ts'
import type { ParticipantNames } from './participant-names.ts'

export interface ChatProps extends Pick<CallSession, 'marks'> {
  readonly room: LiveRoom
  readonly names: ParticipantNames
}

/** The chat of a call. It does not render again when a participant speaks. */
export const Chat = memo(function Chat({ room, names, marks }: ChatProps) {
  const { messages, send, isSending, error } = useRoomMessages(room)
  const [text, setText] = useState('')
  const end = useRef<HTMLDivElement>(null)
  const { length } = messages
  useEffect(() => {
    if (end.current && length > 0) end.current.scrollTop = end.current.scrollHeight
  }, [length])

  return (
    <section className="chat" aria-label="Chat">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard can scroll only what can have the focus */}
      <div ref={end} className="chat-log" role="log" aria-label="Messages" tabIndex={0}>
        {messages.length === 0 ? <p className="text-muted">No messages yet.</p> : null}
        {messages.map(({ id, from, isLocal, text: body, at }) => (
          <p key={id} className="chat-message" data-own={isLocal || undefined}>
            <span className="chat-head">
              <strong>{isLocal ? 'You' : (names.get(from) ?? 'Unknown participant')}</strong>
              <MarkBadge mark={isLocal ? undefined : marks.get(from)} /> {formatTimeOfDay(at)}
            </span>
            {body}
          </p>
        ))}
      </div>
      <Form
        className="chat-form"
        onSubmit={(event) => {
          event.preventDefault()
          const message = text.trim()
          if (message === '' || isSending) return
          void send(message).then((wasSent) => {
            if (wasSent) setText('')
          })
        }}
      >
        <TextField label="Message" value={text} onChange={setText} autoComplete="off" maxLength={2000} />
        <Button type="submit" isPending={isSending}>
          Send
        </Button>
      </Form>
      {error ? (
        <p className="error-text" role="alert">
          The message was not sent. Try again.
        </p>
      ) : null}
    </section>
  )
})
