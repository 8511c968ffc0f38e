import type { LiveMessage, LiveRoom } from '@greenroom/live'
import { useRoomMessages } from '@greenroom/react/live'
import { SendHorizontal } from 'lucide-react'
import { memo, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from '../elements/button.tsx'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import type { CallLabels } from '../labels/labels.ts'
import { useLabels } from '../labels/labels-context.tsx'
import { MarkBadge, type ParticipantMark } from '../participants/mark-badge.tsx'
import type { ParticipantMarks } from '../participants/use-participant-marks.ts'
import { useParticipantNames } from '../participants/use-participant-names.ts'
import { MessageText } from './message-text.tsx'

/** Slots of {@link Chat}. */
export interface ChatSlots {
  /** Above the messages. Default: nothing. */
  readonly header?: ReactNode
  /** Renders the text of a message. Default: the text, with its web addresses as links. */
  readonly message?: ((message: LiveMessage) => ReactNode) | undefined
}

/** Props of {@link Chat}. */
export interface ChatProps extends PartProps {
  readonly room: LiveRoom
  /** Marks by participant id. Default: none are shown. */
  readonly marks?: ParticipantMarks | undefined
  /** Whether the text field gets the focus when the chat appears. Default: false. */
  readonly autoFocus?: boolean | undefined
  readonly slots?: ChatSlots | undefined
}

const maxLength = 2_000

/** Messages of one participant within this time have one heading, in milliseconds. */
const groupMs = 120_000

/**
 * The chat of a call. It does not render again when a participant speaks.
 *
 * @example
 * ```tsx
 * import { useLiveRoom } from '@greenroom/react/live'
 * import { Chat } from '@greenroom/ui'
 *
 * export function SideChat({ roomId }: { roomId: string }) {
 *   const { room } = useLiveRoom(roomId)
 *   return <Chat room={room} />
 * }
 * ```
 */
export const Chat = memo(function Chat({
  room,
  marks,
  autoFocus = false,
  className,
  labels: changes,
  slots = {},
}: ChatProps) {
  const labels = useLabels(changes)
  const names = useParticipantNames(room, labels)
  const { messages, send, isSending, error } = useRoomMessages(room)
  const log = useScrollToEnd(messages.at(-1))
  return (
    <section className={classNames('gr-root gr-chat', className)} aria-label={labels.chat}>
      {slots.header}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard can scroll only what can have the focus */}
      <div ref={log} className="gr-chat-log" role="log" aria-label={labels.messages} tabIndex={0}>
        {messages.length === 0 ? <p className="gr-soft gr-chat-empty">{labels.noMessages}</p> : null}
        {messages.map((message, index) => (
          <Message
            key={message.id}
            message={message}
            name={message.isLocal ? labels.yourself : (names.get(message.from) ?? labels.unknownParticipant)}
            mark={message.isLocal ? undefined : marks?.get(message.from)}
            isContinued={isContinued(message, messages[index - 1])}
            labels={labels}
            renderText={slots.message}
          />
        ))}
      </div>
      <ChatForm room={room} send={send} isSending={isSending} autoFocus={autoFocus} labels={labels} />
      {error ? (
        <p className="gr-error" role="alert">
          {labels.messageNotSent}
        </p>
      ) : null}
    </section>
  )
})

/** Whether a message needs no heading, because the one before is by the same participant. */
function isContinued(message: LiveMessage, previous: LiveMessage | undefined): boolean {
  return previous?.from === message.from && message.at - previous.at < groupMs
}

interface MessageProps {
  readonly message: LiveMessage
  readonly name: string
  readonly mark: ParticipantMark | undefined
  readonly isContinued: boolean
  readonly labels: CallLabels
  readonly renderText: ChatSlots['message']
}

const Message = memo(function Message({
  message,
  name,
  mark,
  isContinued,
  labels,
  renderText,
}: MessageProps) {
  const time = new Intl.DateTimeFormat(labels.locale, { hour: '2-digit', minute: '2-digit' }).format(
    message.at,
  )
  return (
    <div
      className="gr-message"
      data-own={message.isLocal || undefined}
      data-continued={isContinued || undefined}
    >
      <p className={isContinued ? 'gr-sr-only' : 'gr-message-head'}>
        <strong className="gr-truncated">{name}</strong> <MarkBadge mark={mark} labels={labels} />{' '}
        <span>{time}</span>
      </p>
      <p className="gr-message-text">
        {renderText ? renderText(message) : <MessageText text={message.text} />}
      </p>
    </div>
  )
})

/** What the user has typed but not sent, by room. It outlasts the chat, which is closed and opened. */
const drafts = new WeakMap<LiveRoom, string>()

interface ChatFormProps {
  readonly room: LiveRoom
  readonly send: (text: string) => Promise<boolean>
  readonly isSending: boolean
  readonly autoFocus: boolean
  readonly labels: CallLabels
}

function ChatForm({ room, send, isSending, autoFocus, labels }: ChatFormProps) {
  const id = useId()
  const [text, setText] = useState(drafts.get(room) ?? '')
  const write = (draft: string) => {
    drafts.set(room, draft)
    setText(draft)
  }
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (autoFocus) field.current?.focus({ preventScroll: true })
  }, [autoFocus])
  return (
    <form
      className="gr-chat-form"
      onSubmit={(event) => {
        event.preventDefault()
        const message = text.trim()
        if (message === '') return
        // The field is free for the next message at once. One that was not sent comes back before it.
        write('')
        // The button cannot keep the focus, because it is disabled without a text.
        field.current?.focus({ preventScroll: true })
        void send(message).then((wasSent) => {
          if (!wasSent) write(`${message} ${drafts.get(room) ?? ''}`.trim())
        })
      }}
    >
      <label className="gr-sr-only" htmlFor={id}>
        {labels.message}
      </label>
      <input
        ref={field}
        id={id}
        className="gr-input"
        value={text}
        placeholder={labels.message}
        autoComplete="off"
        maxLength={maxLength}
        onChange={({ currentTarget: { value } }) => write(value)}
      />
      <Button
        className="gr-icon-button gr-send"
        type="submit"
        label={labels.send}
        isPending={isSending}
        isDisabled={text.trim() === ''}
      >
        <SendHorizontal className="gr-icon gr-directed" aria-hidden="true" />
      </Button>
    </form>
  )
}

/** Scrolls to the end when a message is added, unless it is by others and the user has scrolled up. */
function useScrollToEnd(last: LiveMessage | undefined) {
  const log = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  useEffect(() => {
    const { current: element } = log
    if (!element) return undefined
    const onScroll = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 40
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [])
  useEffect(() => {
    const { current: element } = log
    if (element && last && (last.isLocal || isAtEnd.current)) element.scrollTop = element.scrollHeight
  }, [last])
  return log
}
