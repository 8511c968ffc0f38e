import type { UseLiveRoomOptions } from '@greenroom/react/live'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { classNames } from '../elements/class-names.ts'
import type { PartProps } from '../elements/part-props.ts'
import { PortalContext } from '../elements/portal-context.ts'
import { LabelsProvider, useLabels } from '../labels/labels-context.tsx'
import { Lobby, type LobbySlots } from '../lobby/lobby.tsx'
import { type CallMedia, useCallMedia } from '../media/use-call-media.ts'
import type { ParticipantMarks } from '../participants/use-participant-marks.ts'
import type { CallEnd } from './call-end.ts'
import { EndPage } from './end-page.tsx'
import { LiveCall, type LiveCallSlots } from './live-call.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import { useStoredName } from './use-stored-name.ts'

/** Slots of {@link Call}. */
export interface CallSlots extends LiveCallSlots {
  /** Above the devices of the lobby. Default: a heading, and the name with which the user joins. */
  readonly lobbyHeader?: LobbySlots['header']
  /** Below the buttons of the lobby. Default: nothing. */
  readonly lobbyFooter?: LobbySlots['footer']
  /** Renders why the call ended. Default: a title, and what to do next. */
  readonly end?: ((end: CallEnd) => ReactNode) | undefined
}

/** Props of {@link Call}. */
export interface CallProps extends PartProps {
  /** Id of the room (UUID). */
  readonly roomId: string
  /**
   * Called when the user leaves the call or the lobby, or closes the message about its end. Default: nothing,
   * and the user can rejoin.
   */
  readonly onLeave?: ((end: CallEnd) => void) | undefined
  /**
   * The user's name, shown in the lobby. Others see the name that the gateway signs; without a signed
   * context, they see this one. Default: the lobby asks for it, and stores it for the next call.
   */
  readonly displayName?: string | undefined
  /** Whether the user checks their devices in a lobby first. Default: true. */
  readonly hasLobby?: boolean | undefined
  /**
   * The user's devices, if the page has them already, as after the page's lobby. Default: the call starts
   * and stops them.
   */
  readonly media?: CallMedia | undefined
  /** The colors. Default: `system`, as the user's system prefers. */
  readonly theme?: 'light' | 'dark' | 'system' | undefined
  /**
   * Whether to offer to mute and remove others. Even then, the gateway decides: once it refuses an action,
   * none are offered. Default: true.
   */
  readonly canHost?: boolean | undefined
  /** The id of the room's active session, if the page knows it. Default: it is queried. */
  readonly sessionId?: string | undefined
  /**
   * Marks of participants by id, if the page knows them; then the call does not query the session. Default:
   * their contexts are verified.
   */
  readonly marks?: ParticipantMarks | undefined
  /** Loads the vendor's package. Default: `import('@telnyx/video')`. */
  readonly load?: UseLiveRoomOptions['load']
  /** Called when participants join or leave, with their number. */
  readonly onParticipantsChange?: ((count: number) => void) | undefined
  readonly slots?: CallSlots | undefined
}

/**
 * A whole call: a lobby to check devices, the participants' videos, chat, screen sharing, host actions, and
 * what to do when it ends or fails. Place it inside a `GreenroomProvider`.
 *
 * @example
 * ```tsx
 * import { Call } from '@greenroom/ui'
 *
 * export function Meeting({ roomId }: { roomId: string }) {
 *   return <Call roomId={roomId} displayName="Ann" />
 * }
 * ```
 */
export function Call(props: CallProps) {
  // The state of one room does not belong to another.
  return <CallOfRoom key={props.roomId} {...props} />
}

const noSlots: CallSlots = {}

/** What is on screen: the lobby, the call, or the message about its end. */
type Phase = 'lobby' | 'live' | CallEnd

function CallOfRoom({
  roomId,
  onLeave,
  displayName,
  hasLobby = true,
  media: givenMedia,
  theme = 'system',
  canHost = true,
  sessionId,
  marks,
  load,
  onParticipantsChange,
  className,
  labels: changes,
  slots = noSlots,
}: CallProps) {
  const labels = useLabels(changes)
  const root = useRef<HTMLElement>(null)
  const first: Phase = hasLobby ? 'lobby' : 'live'
  const [portal, setPortal] = useState<Element | null>(null)
  const [phase, setPhase] = useState<Phase>(first)
  const ownMedia = useCallMedia(givenMedia === undefined && (phase === 'lobby' || phase === 'live'))
  const media = givenMedia ?? ownMedia
  const [typedName, typeName] = useStoredName(hasLobby && displayName === undefined)
  useKeptFocus(root)
  const end = useCallback(
    (callEnd: CallEnd) => {
      setPhase(callEnd)
      if (callEnd.reason === 'left') onLeave?.(callEnd)
    },
    [onLeave],
  )
  const renderPhase = () => {
    if (phase === 'lobby') {
      return (
        <Lobby
          media={media}
          displayName={displayName ?? typedName}
          onDisplayNameChange={displayName === undefined ? typeName : undefined}
          roomId={roomId}
          onJoin={() => setPhase('live')}
          onCancel={onLeave && (() => onLeave({ reason: undefined, error: undefined }))}
          slots={{ header: slots.lobbyHeader, footer: slots.lobbyFooter }}
        />
      )
    }
    if (phase === 'live') {
      return (
        <LiveCall
          roomId={roomId}
          displayName={displayName ?? (typedName.trim() || undefined)}
          media={media}
          root={root}
          canHost={canHost}
          sessionId={sessionId}
          marks={marks}
          load={load}
          onParticipantsChange={onParticipantsChange}
          onEnd={end}
          slots={slots}
        />
      )
    }
    return (
      <EndPage
        roomId={roomId}
        end={phase}
        onRejoin={() => setPhase(first)}
        onClose={onLeave && (() => onLeave(phase))}
      >
        {slots.end?.(phase)}
      </EndPage>
    )
  }
  return (
    <LabelsProvider labels={labels}>
      <PortalContext.Provider value={portal}>
        <section
          ref={root}
          className={classNames('gr-root gr-call', className)}
          aria-label={labels.call}
          tabIndex={-1}
          data-phase={typeof phase === 'string' ? phase : 'end'}
          data-gr-theme={theme === 'system' ? undefined : theme}
        >
          <div className="gr-call-frame">{renderPhase()}</div>
          <div ref={setPortal} />
        </section>
      </PortalContext.Provider>
    </LabelsProvider>
  )
}
