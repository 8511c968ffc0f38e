import {
  type CallLabels,
  Chat,
  ConnectionStatus,
  ControlBar,
  type ControlBarProps,
  DeviceMenu,
  ParticipantList,
  TileGrid,
  type TileGridLayout,
} from '@greenroom/ui'
import type { GalleryPart, GalleryState } from '../gallery-state.ts'
import { type MediaScript, useScriptedMedia } from '../scripted-media.ts'
import { conversation, crowd } from '../scripted-people.ts'
import { ScriptedRoom, scriptedMarks } from '../scripted-room.tsx'
import type { RoomScript } from '../scripted-vendor.ts'

const nothing = () => undefined
const hostActions = { mute: nothing, unmute: nothing, remove: nothing, mutedIds: [] }
const five: RoomScript = { people: crowd(5) }
const twelve: RoomScript = { people: crowd(12) }
const talk: RoomScript = { people: crowd(12), messages: conversation }

interface ControlsProps extends Omit<ControlBarProps, 'media'> {
  readonly media: MediaScript
}

function Controls({ media: script, ...props }: ControlsProps) {
  const media = useScriptedMedia(script)
  return (
    <div className="gallery-controls">
      <ControlBar
        media={media}
        onChatToggle={nothing}
        onListToggle={nothing}
        onLeave={nothing}
        participantCount={12}
        {...props}
      />
    </div>
  )
}

const controls = (
  id: string,
  title: string,
  media: MediaScript,
  props: Omit<Partial<ControlBarProps>, 'media'> = {},
): GalleryState => ({
  id: `controls-${id}`,
  title,
  render: (labels) => <Controls media={media} labels={labels} {...props} />,
  ready: '.gr-controls',
})

export const controlsPart: GalleryPart = {
  name: 'Control bar',
  states: [
    controls('on', 'Devices on', {}),
    controls('off', 'Devices off', { camera: 'off', microphone: 'off' }),
    controls('panels', 'Chat open, screen shared', { screen: 'on' }, { isChatOpen: true }),
    controls('unread', 'Unread messages', {}, { unreadCount: 12 }),
    controls('phone', 'On a phone', { isPhone: true }),
  ],
}

function Devices({ script, labels }: { readonly script: MediaScript; readonly labels: CallLabels }) {
  const media = useScriptedMedia(script)
  return (
    <div className="gallery-column">
      <DeviceMenu media={media} kinds={['camera']} labels={labels} />
      <DeviceMenu media={media} kinds={['microphone']} labels={labels} />
      <DeviceMenu media={media} kinds={['microphone', 'speaker']} variant="compact" labels={labels} />
    </div>
  )
}

export const devicesPart: GalleryPart = {
  name: 'Device menu',
  states: [
    {
      id: 'devices-closed',
      title: 'Closed',
      render: (labels) => <Devices script={{}} labels={labels} />,
      ready: '.gr-select',
    },
    {
      id: 'devices-open',
      title: 'Open',
      render: (labels) => <Devices script={{}} labels={labels} />,
      press: ({ audioSettings }) => [audioSettings],
      ready: '.gr-popover',
    },
  ],
}

const grid = (id: string, title: string, room: RoomScript, layout: TileGridLayout): GalleryState => ({
  id: `grid-${id}`,
  title,
  render: (labels) => (
    <div className="gallery-grid">
      <ScriptedRoom room={room}>
        {(live, participants) => (
          <TileGrid
            room={live}
            participants={participants}
            marks={scriptedMarks}
            layout={layout}
            hostActions={hostActions}
            labels={labels}
          />
        )}
      </ScriptedRoom>
    </div>
  ),
  ready: '.gr-tile',
})

export const gridPart: GalleryPart = {
  name: 'Tile grid',
  states: [
    grid('five', 'Grid', five, 'grid'),
    grid('twelve', 'Grid, twelve people', twelve, 'grid'),
    grid('speaker', 'Speaker large', twelve, 'speaker'),
  ],
}

const chat = (
  id: string,
  title: string,
  room: RoomScript,
  ready: string,
  options: Pick<GalleryState, 'press' | 'text'> = {},
): GalleryState => ({
  ...options,
  id: `chat-${id}`,
  title,
  render: (labels) => (
    <div className="gallery-panel">
      <ScriptedRoom room={room}>
        {(live) => <Chat room={live} marks={scriptedMarks} labels={labels} />}
      </ScriptedRoom>
    </div>
  ),
  ready,
})

export const chatPart: GalleryPart = {
  name: 'Chat',
  states: [
    chat('empty', 'Empty', five, '.gr-chat-empty'),
    chat('messages', 'With messages', talk, '.gr-message'),
    chat('failed', 'Message not sent', { ...talk, canSend: false }, '.gr-error', {
      press: ({ send }) => [send],
      text: 'I will be five minutes late',
    }),
  ],
}

const list = (id: string, title: string, isHost: boolean): GalleryState => ({
  id: `people-${id}`,
  title,
  render: (labels) => (
    <div className="gallery-panel">
      <ScriptedRoom room={twelve}>
        {(_, participants) => (
          <ParticipantList
            participants={participants}
            marks={scriptedMarks}
            hostActions={isHost ? hostActions : undefined}
            labels={labels}
          />
        )}
      </ScriptedRoom>
    </div>
  ),
  ready: '.gr-person',
})

export const peoplePart: GalleryPart = {
  name: 'Participant list',
  states: [list('guest', 'As a guest', false), list('host', 'As a host', true)],
}

export const statusPart: GalleryPart = {
  name: 'Connection status',
  states: [
    {
      id: 'status-all',
      title: 'All states',
      render: (labels) => (
        <div className="gallery-column">
          <ConnectionStatus status="joining" labels={labels} />
          <ConnectionStatus status="joined" participantCount={12} labels={labels} />
          <ConnectionStatus status="reconnecting" reason="network" labels={labels} />
          <ConnectionStatus status="reconnecting" reason="unauthorized" labels={labels} />
        </div>
      ),
      ready: '.gr-connection-status',
    },
  ],
}
