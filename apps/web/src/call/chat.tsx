import type { LiveRoom } from '@greenroom/live'
import { type ParticipantWithStreams, useRoomMessages } from '@greenroom/react/live'
import { useEffect, useRef, useState } from 'react'
import { Form } from 'react-aria-components/Form'
import { MarkBadge } from '../room/mark-badge.tsx'
import { getParticipantName } from '../room/participant-name.ts'
import { Button } from '../ui/button.tsx'
import { formatTimeOfDay } from '../ui/format.ts'
import { TextField } from '../ui/text-field.tsx'
import type { CallSession } from './call-session.ts'

export interface ChatProps extends Pick<CallSession, 'marks'> {
  readonly room: LiveRoom
  readonly participants: readonly ParticipantWithStreams[]
}

/** The chat of a call. */
export function Chat({ room, participants, marks }: ChatProps) {
  const { messages, send, isSending, error } = useRoomMessages(room)
  const [text, setText] = useState('')
  const names = useNames(participants)
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
}

/** Returns participants' names by id, including those who have left, for the messages they sent. */
function useNames(participants: readonly ParticipantWithStreams[]): ReadonlyMap<string, string> {
  const [names] = useState(() => new Map<string, string>())
  for (const { id, context } of participants) names.set(id, getParticipantName({ id, context }))
  return names
}
