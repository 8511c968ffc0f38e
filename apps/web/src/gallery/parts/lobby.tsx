import { type CallLabels, Lobby } from '@greenroom/ui'
import { useState } from 'react'
import type { GalleryPart, GalleryState } from '../gallery-state.ts'
import { galleryRoomId } from '../scripted-gateway.ts'
import { type MediaScript, useScriptedMedia } from '../scripted-media.ts'
import { ScriptedGateway } from '../scripted-room.tsx'

interface ScriptedLobbyProps {
  readonly media: MediaScript
  /** Whether the user types their name. Default: false. */
  readonly asksForName?: boolean
  readonly labels: CallLabels
}

function ScriptedLobby({ media: script, asksForName = false, labels }: ScriptedLobbyProps) {
  const media = useScriptedMedia(script)
  const [name, setName] = useState('Ann Becker')
  return (
    <ScriptedGateway>
      <Lobby
        media={media}
        displayName={name}
        onDisplayNameChange={asksForName ? setName : undefined}
        roomId={galleryRoomId}
        onJoin={() => undefined}
        onCancel={() => undefined}
        labels={labels}
      />
    </ScriptedGateway>
  )
}

const state = (id: string, title: string, media: MediaScript): GalleryState => ({
  id: `lobby-${id}`,
  title,
  render: (labels) => <ScriptedLobby media={media} labels={labels} />,
  ready: media.camera === undefined ? '.gr-lobby video' : '.gr-lobby',
})

export const lobbyPart: GalleryPart = {
  name: 'Lobby',
  states: [
    state('ready', 'Ready', {}),
    {
      ...state('name', 'Asks for a name', {}),
      render: (labels) => <ScriptedLobby media={{}} asksForName labels={labels} />,
    },
    state('off', 'Devices off', { camera: 'off', microphone: 'off' }),
    state('starting', 'Camera starting', { camera: 'starting', microphone: 'starting' }),
    state('denied', 'Permission denied', { camera: 'denied', microphone: 'denied', hasDevices: false }),
    state('missing', 'No devices', { camera: 'missing', microphone: 'missing', hasDevices: false }),
    state('in-use', 'Camera in use', { camera: 'in-use' }),
    state('phone', 'Camera of a phone', { isPhone: true }),
    {
      ...state('test', 'Test of the setup', {}),
      press: ({ testDevices }) => [testDevices],
      ready: '.gr-sheet .gr-test',
    },
  ],
}
