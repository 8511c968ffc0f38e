import type { CallLabels } from '@greenroom/ui'
import type { GalleryPart, GalleryState } from '../gallery-state.ts'
import { conversation, crowd, names, type ScriptedPerson, you } from '../scripted-people.ts'
import { ScriptedCall, type ScriptedCallProps } from '../scripted-room.tsx'
import type { RoomScript } from '../scripted-vendor.ts'

const live = '.gr-live[data-status="joined"] .gr-tile'

const state = (
  id: string,
  title: string,
  room: RoomScript,
  options: Omit<ScriptedCallProps, 'room' | 'labels'> & Partial<Pick<GalleryState, 'press' | 'ready'>> = {},
): GalleryState => {
  const { press, ready = live, ...call } = options
  return {
    id: `call-${id}`,
    title,
    render: (labels) => <ScriptedCall {...call} room={room} labels={labels} />,
    ...(press && { press }),
    ready,
  }
}

const people = (count: number): RoomScript => ({ people: crowd(count), messages: [] })
const small = { people: crowd(5), messages: conversation }
const sharing = (others: readonly ScriptedPerson[]): RoomScript => ({
  people: others.map((person, index) => (index === 2 ? { ...person, hasScreen: true } : person)),
})

const panel = (name: keyof CallLabels & ('chat' | 'people' | 'more')) => (labels: CallLabels) => [
  labels[name],
]

export const callPart: GalleryPart = {
  name: 'Call',
  states: [
    state(
      'joining',
      'Joining',
      { people: [you], joining: 'hangs' },
      { ready: '.gr-live[data-status="joining"]' },
    ),
    state('1', 'Alone', people(1)),
    state('2', 'Two people', people(2)),
    state('5', 'Five people', people(5)),
    state('12', 'Twelve people', people(12)),
    state('25', '25 people', people(25)),
    state('50', '50 people on pages', people(50), { ready: `${live}, .gr-pager` }),
    state('speaker', 'Speaker large', people(12), {
      press: ({ more, speakerLayout }) => [more, speakerLayout],
      ready: '.gr-tiles-item[data-focus]',
    }),
    state('screen', 'Shared screen', sharing(crowd(5)), { ready: '.gr-tile[data-screen] video' }),
    state('screen-25', 'Shared screen, 25 people', sharing(crowd(25)), {
      ready: '.gr-tile[data-screen] video',
    }),
    state('off', 'Devices off', people(5), { media: { camera: 'off', microphone: 'off' } }),
    state('unplugged', 'Devices with problems', people(5), {
      media: { camera: 'unplugged', microphone: 'denied' },
      ready: '.gr-live-notices .gr-notice',
    }),
    state(
      'reconnecting',
      'Reconnecting',
      { ...people(5), after: 'connection lost' },
      {
        ready: '.gr-live[data-status="reconnecting"] .gr-tile',
      },
    ),
    state(
      'blocked-sound',
      'Sound is blocked',
      { ...people(2), after: 'sound paused' },
      {
        ready: '.gr-blocked-sound',
      },
    ),
  ],
}

export const panelsPart: GalleryPart = {
  name: 'Panels and menus',
  states: [
    state('chat', 'Chat open', small, { press: panel('chat'), ready: '.gr-chat .gr-message' }),
    state('unread', 'Unread messages', small, { ready: '.gr-badge' }),
    state('people-host', 'People, as a host', people(12), {
      canHost: true,
      press: panel('people'),
      ready: '.gr-person .gr-icon-button',
    }),
    state('people-guest', 'People, as a guest', people(12), { press: panel('people'), ready: '.gr-person' }),
    state('host-menu', 'Host actions', people(5), {
      canHost: true,
      press: ({ hostActions }) => [hostActions(names[0] ?? '')],
      ready: '.gr-popover',
    }),
    state('devices', 'Devices in the call', people(5), {
      press: ({ audioSettings }) => [audioSettings],
      ready: '.gr-popover',
    }),
    state('more', 'More actions', people(5), { press: panel('more'), ready: '.gr-popover' }),
    state('help', 'Keyboard shortcuts', people(5), {
      press: ({ more, shortcuts }) => [more, shortcuts],
      ready: '.gr-shortcuts',
    }),
  ],
}

const end = (
  id: string,
  title: string,
  room: RoomScript,
  options: Parameters<typeof state>[3] = {},
): GalleryState => ({ ...state('', title, room, { ready: '.gr-end', ...options }), id: `end-${id}` })

const alone: RoomScript = { people: [you] }

export const endPart: GalleryPart = {
  name: 'End of a call',
  states: [
    end('left', 'Left', people(2), { press: ({ leave }) => [leave] }),
    end('removed', 'Removed by a host', { ...people(2), after: 'user removed' }),
    end('ended', 'Ended by a host', { ...people(2), after: 'session ended' }),
    end('lost', 'Connection lost', { ...alone, joining: 'fails' }),
    end('unsupported', 'Browser without WebRTC', { ...alone, joining: 'unsupported' }),
    end('denied', 'No permission', alone, { refusal: { status: 403 } }),
    end('revoked', 'Access revoked', alone, { refusal: { status: 403, code: 'revoked' } }),
    end('full', 'Room is full', { ...alone, joining: 'rejected' }, { isFull: true }),
    end('not-found', 'Unknown room', alone, { refusal: { status: 404 } }),
    end('signed-out', 'Signed out', alone, { refusal: { status: 401 } }),
    end('rate-limited', 'Too many requests', alone, { refusal: { status: 429 } }),
  ],
}
