import {
  RoomAudio,
  type UseLiveRoomOptions,
  useLiveParticipants,
  useLiveRoom,
  usePublish,
} from '@greenroom/react/live'
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { Chat, type ChatSlots } from '../chat/chat.tsx'
import { ControlBar } from '../controls/control-bar.tsx'
import { useLabels } from '../labels/labels-context.tsx'
import { DeviceProblems } from '../media/device-problems.tsx'
import type { CallMedia } from '../media/use-call-media.ts'
import { ParticipantList, type ParticipantListSlots } from '../participants/participant-list.tsx'
import { useHostActions } from '../participants/use-host-actions.ts'
import { type ParticipantMarks, useParticipantMarks } from '../participants/use-participant-marks.ts'
import { useRoomSession } from '../participants/use-room-session.ts'
import { TileGrid, type TileGridLayout, type TileGridSlots } from '../tiles/tile-grid.tsx'
import { Announcer } from './announcer.tsx'
import { BlockedSound } from './blocked-sound.tsx'
import type { CallEnd } from './call-end.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { type MoreAction, MoreMenu } from './more-menu.tsx'
import { toggleFullScreen, togglePicture } from './page-modes.ts'
import { Panel } from './panel.tsx'
import { useJoinContext } from './use-join-context.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useUnreadCount } from './use-unread-count.ts'

const ShortcutSheet = lazy(() => import('./shortcut-sheet.tsx'))
const CallTest = lazy(() => import('../lobby/call-test.tsx'))

/** Slots of a call in progress. */
export interface LiveCallSlots extends TileGridSlots {
  /** Before the microphone's button. Default: nothing. */
  readonly controlsStart?: ReactNode
  /** Before the button to leave. Default: nothing. */
  readonly controlsEnd?: ReactNode
  /** Renders the text of a chat message. Default: the text, with its web addresses as links. */
  readonly message?: ChatSlots['message']
  /** At the end of a line in the list of participants. Default: the host's actions, if there are any. */
  readonly participantActions?: ParticipantListSlots['actions']
}

export interface LiveCallProps {
  readonly roomId: string
  readonly displayName: string | undefined
  readonly media: CallMedia
  /** The element of the whole call, which has the shortcuts. */
  readonly root: RefObject<HTMLElement | null>
  readonly canHost: boolean
  readonly sessionId: string | undefined
  readonly marks: ParticipantMarks | undefined
  readonly load: UseLiveRoomOptions['load']
  readonly onParticipantsChange: ((count: number) => void) | undefined
  readonly onEnd: (end: CallEnd) => void
  readonly slots: LiveCallSlots
}

type OpenPanel = 'chat' | 'people'

const noticeMs = 6_000

/** A call in progress: its participants, their audio and video, the chat and the controls. */
export function LiveCall({
  roomId,
  displayName,
  media,
  root,
  canHost,
  onParticipantsChange,
  onEnd,
  load,
  slots,
  ...known
}: LiveCallProps) {
  const labels = useLabels()
  const { isReady, context } = useJoinContext(roomId, displayName)
  const { room, status, reason, error } = useLiveRoom(roomId, {
    load,
    context,
    enabled: isReady,
    receive: 'visible',
  })
  const participants = useLiveParticipants(room)
  const { camera, microphone, screen } = media
  usePublish(room, 'self', { audio: microphone.track, video: camera.track })
  usePublish(room, 'presentation', { audio: screen.audioTrack, video: screen.track })

  const count = participants.length
  const session = useRoomSession(roomId, count, known.marks === undefined)
  const ownMarks = useParticipantMarks(roomId, session.participants)
  const marks = known.marks ?? ownMarks
  const [notice, showNotice] = useNotice()
  const hostActions = useHostActions(
    canHost ? (known.sessionId ?? session.sessionId) : undefined,
    ({ name }, failure) =>
      showNotice(failure === 'denied' ? labels.actionDenied(name) : labels.actionFailed(name)),
  )

  const [panel, setPanel] = useState<OpenPanel>()
  const [layout, setLayout] = useState<TileGridLayout>('grid')
  const [sheet, setSheet] = useState<'help' | 'devices'>()
  const unreadCount = useUnreadCount(room, panel === 'chat')
  const toggleChat = () => setPanel(panel === 'chat' ? undefined : 'chat')
  const togglePeople = () => setPanel(panel === 'people' ? undefined : 'people')
  const closePanel = () => {
    const { current: call } = root
    const key = panel === 'chat' ? 'C' : 'P'
    setPanel(undefined)
    // A narrow call hides the button for the list of people, which then cannot have the focus.
    call?.focus({ preventScroll: true })
    call?.querySelector<HTMLElement>(`.gr-controls [aria-keyshortcuts="${key}"]`)?.focus()
  }

  const run = (action: MoreAction) => {
    switch (action) {
      case 'microphone':
        return media.toggleMicrophone()
      case 'camera':
        return media.toggleCamera()
      case 'screen':
        return media.toggleScreen()
      case 'chat':
        return toggleChat()
      case 'people':
        return togglePeople()
      case 'layout':
        return setLayout(layout === 'grid' ? 'speaker' : 'grid')
      case 'closePanel':
        return closePanel()
      case 'fullScreen':
        return toggleFullScreen(root.current)
      case 'picture':
        return togglePicture(root.current)
      case 'help':
      case 'devices':
        return setSheet(action)
    }
  }
  useShortcuts(root, run)

  const latest = useRef({ onParticipantsChange, onEnd })
  useEffect(() => {
    latest.current = { onParticipantsChange, onEnd }
  })
  useEffect(() => {
    if (count > 0) latest.current.onParticipantsChange?.(count)
  }, [count])
  useEffect(() => {
    if (status === 'left') latest.current.onEnd({ reason, error })
  }, [status, reason, error])

  if (status === 'left') return null
  const shownStatus = status === 'idle' ? 'joining' : status
  return (
    <div className="gr-live" data-status={shownStatus} data-panel={panel}>
      <header className="gr-live-head">
        <ConnectionStatus status={shownStatus} reason={reason} participantCount={count} />
      </header>
      {shownStatus === 'joined' ? null : (
        // Another element, so that none moves when the call goes on. Screen readers read that in the header.
        <div className="gr-live-interruption" aria-hidden="true">
          <ConnectionStatus status={shownStatus} reason={reason} participantCount={count} />
        </div>
      )}
      <div className="gr-live-notices">
        <RoomAudio
          room={room}
          speaker={media.preferences.speaker}
          renderBlocked={(play) => <BlockedSound onPlay={play} labels={labels} />}
        />
        <DeviceProblems media={media} isDismissible labels={labels} />
        {notice === undefined ? null : (
          <p className="gr-notice" role="alert">
            {notice}
          </p>
        )}
      </div>
      <div className="gr-stage">
        <TileGrid
          room={room}
          participants={participants}
          marks={marks}
          layout={layout}
          hostActions={hostActions}
          slots={slots}
        />
        {panel === 'chat' ? (
          <Panel title={labels.chat} closeLabel={labels.close} onClose={closePanel}>
            <Chat room={room} marks={marks} autoFocus slots={{ message: slots.message }} />
          </Panel>
        ) : null}
        {panel === 'people' ? (
          <Panel title={labels.people} closeLabel={labels.close} onClose={closePanel}>
            <ParticipantList
              participants={participants}
              marks={marks}
              hostActions={hostActions}
              slots={{ actions: slots.participantActions }}
            />
          </Panel>
        ) : null}
      </div>
      <ControlBar
        media={media}
        isChatOpen={panel === 'chat'}
        onChatToggle={toggleChat}
        unreadCount={unreadCount}
        isListOpen={panel === 'people'}
        onListToggle={togglePeople}
        participantCount={count}
        onLeave={() => void room.leave()}
        slots={{
          start: slots.controlsStart,
          end: (
            <>
              <MoreMenu root={root} layout={layout} onAction={run} labels={labels} />
              {slots.controlsEnd}
            </>
          ),
        }}
      />
      <Announcer room={room} participants={participants} isChatOpen={panel === 'chat'} labels={labels} />
      <Suspense>
        {sheet === 'help' ? <ShortcutSheet onClose={() => setSheet(undefined)} /> : null}
        {sheet === 'devices' ? (
          <CallTest media={media} roomId={roomId} onClose={() => setSheet(undefined)} />
        ) : null}
      </Suspense>
    </div>
  )
}

/** Returns a message that disappears after six seconds, and a function that shows one. */
function useNotice(): [string | undefined, (text: string) => void] {
  const [notice, setNotice] = useState<{ readonly text: string }>()
  useEffect(() => {
    if (notice === undefined) return undefined
    const timer = setTimeout(() => setNotice(undefined), noticeMs)
    return () => clearTimeout(timer)
  }, [notice])
  return [notice?.text, (text) => setNotice({ text })]
}
