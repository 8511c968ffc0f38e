import type { LiveRoom } from '@greenroom/live'
import { act, render, renderHook } from '@testing-library/react'
import { memo, Profiler, type ProfilerOnRenderCallback, StrictMode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import {
  createParticipant,
  createStream,
  fakeLiveRoom,
  installFakeMediaElements,
} from '../../test/fake-live-room.ts'
import { type ParticipantWithStreams, useLiveParticipants, VideoTile } from '../live.ts'

installFakeMediaElements()

const ids = Array.from({ length: 30 }, (_, index) => `p${index}`)
const participants = ids.map((id) => createParticipant({ id, isLocal: id === 'p7' }))
const streams = ids.map((participantId) => createStream({ id: `s-${participantId}`, participantId }))
/** Returns the list with changes to one entry. */
const withChange = <T extends { readonly id: string }>(list: readonly T[], id: string, changes: Partial<T>) =>
  list.map((item) => (item.id === id ? { ...item, ...changes } : item))

interface TilesProps {
  readonly room: LiveRoom
  readonly onRender: ProfilerOnRenderCallback
}

interface TileProps extends TilesProps {
  readonly participant: ParticipantWithStreams
}

const Tile = memo(({ room, participant, onRender }: TileProps) => (
  <Profiler id={participant.id} onRender={onRender}>
    {participant.streams.map((stream) => (
      <VideoTile key={stream.id} room={room} stream={stream} />
    ))}
  </Profiler>
))

const Tiles = (props: TilesProps) =>
  useLiveParticipants(props.room).map((participant) => (
    <Tile key={participant.id} participant={participant} {...props} />
  ))

const Videos = ({ room }: Pick<TilesProps, 'room'>) =>
  useLiveParticipants(room).flatMap(({ streams }) =>
    streams.map((stream) => <VideoTile key={stream.id} room={room} stream={stream} />),
  )

describe('useLiveParticipants', () => {
  it('keeps the entries of all participants that did not change', () => {
    const { room, set } = fakeLiveRoom({ participants, streams })
    const { result } = renderHook(() => useLiveParticipants(room), { wrapper: StrictMode })
    const changed = (change: () => void) => {
      const before = new Set(result.current)
      act(change)
      return result.current.filter((participant) => !before.has(participant)).map(({ id }) => id)
    }
    expect(result.current[0]?.id).toBe('p7')
    expect(
      changed(() => set({ participants: withChange(participants, 'p3', { isSpeaking: true }) })),
    ).toEqual(['p3'])
    expect(changed(() => set({ participants }))).toEqual(['p3'])
    expect(changed(() => set({ streams: withChange(streams, 's-p4', { isMuted: true }) }))).toEqual(['p4'])
    expect(changed(() => set({ streams: streams.filter(({ id }) => id !== 's-p5') }))).toEqual(['p4', 'p5'])
    expect(changed(() => set({ participants: participants.slice(1) }))).toEqual([])
    expect(changed(() => set({ messages: [] }))).toEqual([])
  })

  it('renders one tile of 30 when one participant speaks', () => {
    const { room, set } = fakeLiveRoom({ participants, streams })
    const onRender = vi.fn()
    render(<Tiles room={room} onRender={onRender} />)
    onRender.mockClear()
    act(() => set({ participants: withChange(participants, 'p3', { isSpeaking: true }) }))
    expect(onRender.mock.calls.map(([id]) => id)).toEqual(['p3'])
  })

  it('renders no video when a participant speaks, even if the tiles render', () => {
    const onRead = vi.fn()
    // A tile reads the key once when it renders.
    const counted = streams.map((stream) =>
      Object.defineProperty({ ...stream }, 'key', { get: () => onRead(stream.id) ?? 'self' }),
    )
    const { room, set } = fakeLiveRoom({ participants, streams: counted })
    render(<Videos room={room} />)
    expect(onRead).toHaveBeenCalledTimes(30)
    act(() => set({ participants: withChange(participants, 'p3', { isSpeaking: true }) }))
    expect(onRead).toHaveBeenCalledTimes(30)
  })
})
