import { type CallLabels, MarkBadge, type ParticipantMark, Tile, type TileProps } from '@greenroom/ui'
import type { GalleryPart } from '../gallery-state.ts'
import { names, type ScriptedPerson, you } from '../scripted-people.ts'
import { ScriptedRoom } from '../scripted-room.tsx'
import type { RoomScript } from '../scripted-vendor.ts'

interface TileExample {
  readonly person: ScriptedPerson
  readonly mark?: ParticipantMark
  readonly props?: Partial<Pick<TileProps, 'isPinned' | 'hostActions' | 'onPinChange'>>
}

const nothing = () => undefined
const hostActions = { mute: nothing, unmute: nothing, remove: nothing, mutedIds: [] }

const nameOf = (index: number) => names[index] ?? 'Guest'

const examples: readonly TileExample[] = [
  { person: you },
  { person: { name: nameOf(0) }, mark: 'verified', props: { onPinChange: nothing, hostActions } },
  { person: { name: nameOf(1), isSpeaking: true }, mark: 'verified' },
  { person: { name: nameOf(2), isMicrophoneOn: false } },
  { person: { name: nameOf(3), isMuted: true } },
  { person: { name: nameOf(5), camera: 'off' } },
  { person: { name: nameOf(6), camera: 'none' } },
  { person: { name: 'Phone of Jun', isTelephone: true } },
  { person: { name: nameOf(9) }, mark: 'forged' },
  { person: { name: nameOf(10) }, mark: 'duplicated' },
  { person: { name: nameOf(11), camera: 'weak' } },
  { person: { name: nameOf(12), camera: 'frozen' } },
  { person: { name: nameOf(13) }, props: { isPinned: true, onPinChange: nothing } },
  { person: { name: nameOf(4), isMuted: true }, mark: 'verified' },
  { person: { name: nameOf(7), camera: 'off', isMicrophoneOn: false } },
  { person: { name: nameOf(8), camera: 'off' } },
]

const room: RoomScript = { people: examples.map(({ person }) => person) }
const sharing: RoomScript = { people: [you, { name: nameOf(0), hasScreen: true }] }

function Tiles({ labels }: { readonly labels: CallLabels }) {
  return (
    <ScriptedRoom room={room}>
      {(live, participants) => (
        <div className="gallery-tiles">
          {participants.map((participant, index) => (
            <div key={participant.id} className="gallery-tile">
              <Tile
                room={live}
                participant={participant}
                mark={examples[index]?.mark}
                labels={labels}
                {...examples[index]?.props}
              />
            </div>
          ))}
        </div>
      )}
    </ScriptedRoom>
  )
}

function Screen({ labels }: { readonly labels: CallLabels }) {
  return (
    <ScriptedRoom room={sharing}>
      {(live, participants) => (
        <div className="gallery-screen">
          {participants.slice(1).map((participant) => (
            <Tile
              key={participant.id}
              room={live}
              participant={participant}
              stream={participant.streams.find(({ key }) => key === 'presentation')}
              onPinChange={nothing}
              labels={labels}
            />
          ))}
        </div>
      )}
    </ScriptedRoom>
  )
}

const allMarks: readonly ParticipantMark[] = ['verified', 'forged', 'duplicated', 'unverified']

export const tilesPart: GalleryPart = {
  name: 'Tile',
  states: [
    {
      id: 'tile-states',
      title: 'All states',
      render: (labels) => <Tiles labels={labels} />,
      ready: '.gallery-tiles .gr-quality',
    },
    {
      id: 'tile-screen',
      title: 'Shared screen',
      render: (labels) => <Screen labels={labels} />,
      ready: '.gr-tile[data-screen] video',
    },
    {
      id: 'tile-marks',
      title: 'Marks',
      render: (labels) => (
        <ul className="gallery-list gr-root">
          {allMarks.map((mark) => (
            <li key={mark}>
              Ann Becker <MarkBadge mark={mark} labels={labels} />
            </li>
          ))}
        </ul>
      ),
      ready: '.gr-mark',
    },
  ],
}
