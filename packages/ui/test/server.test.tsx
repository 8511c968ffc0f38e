// @vitest-environment node
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import {
  Call,
  Chat,
  ConnectionStatus,
  ControlBar,
  DeviceMenu,
  Lobby,
  ParticipantList,
  Tile,
  TileGrid,
} from '../src/index.ts'
import { fakeRoom, media, Page, person } from './fixtures.tsx'

const { room } = fakeRoom()
const ann = person('Ann')
const devices = { ...media().devices, cameras: ['c1', 'c2'].map((deviceId) => ({ deviceId, label: '' })) }

describe('server without browser globals', () => {
  it.each([
    ['Call', <Call key="0" roomId="0ccc7b54-4df3-4bca-a65a-3da1ecc777f0" displayName="Ann" />, 'Join now'],
    ['Lobby', <Lobby key="1" media={media()} onJoin={() => undefined} />, 'Join now'],
    ['TileGrid', <TileGrid key="2" room={room} participants={[ann]} />, 'Ann'],
    ['Tile', <Tile key="3" room={room} participant={ann} />, 'Ann'],
    ['ControlBar', <ControlBar key="4" media={media()} onLeave={() => undefined} />, 'Leave'],
    ['DeviceMenu', <DeviceMenu key="5" media={media({ devices })} kinds={['camera']} />, 'Camera'],
    ['Chat', <Chat key="6" room={room} />, 'No messages yet.'],
    ['ParticipantList', <ParticipantList key="7" participants={[ann]} />, 'Ann'],
    ['ConnectionStatus', <ConnectionStatus key="8" status="joining" />, 'Joining…'],
  ])('renders %s without a warning', (_, part, text) => {
    expect('window' in globalThis || 'document' in globalThis).toBe(false)
    expect(renderToString(<Page>{part}</Page>)).toContain(text)
  })
})
