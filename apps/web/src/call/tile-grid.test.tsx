import type { LiveRoom } from '@greenroom/live'
import type { ParticipantWithStreams } from '@greenroom/react/live'
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { TileGrid } from './tile-grid.tsx'

afterEach(cleanup)

/** Creates a participant that reports when its tile renders. */
const createParticipant = (id: string, isSpeaking: boolean, onRender: (id: string) => void) => {
  const participant = {
    id,
    context: undefined,
    isLocal: false,
    canReceiveMessages: true,
    isSpeaking,
    streams: [],
  }
  const get = () => {
    onRender(id)
    return false
  }
  return Object.defineProperty(participant, 'isTelephone', { get }) as unknown as ParticipantWithStreams
}

it('renders one tile of 30 when one participant speaks', () => {
  const room = {} as LiveRoom
  const onRender = vi.fn()
  const participants = Array.from({ length: 30 }, (_, index) =>
    createParticipant(`p${index}`, false, onRender),
  )
  const marks = new Map()
  const grid = (shown: readonly ParticipantWithStreams[]) => (
    <TileGrid room={room} participants={shown} sessionId={undefined} marks={marks} />
  )
  const { rerender, getAllByRole } = render(grid(participants))
  expect(onRender).toHaveBeenCalledTimes(30)
  onRender.mockClear()
  const speaking = createParticipant('p3', true, onRender)
  rerender(grid(participants.with(3, speaking)))
  expect(onRender.mock.calls).toEqual([['p3']])
  expect(getAllByRole('listitem')[3]?.getAttribute('data-speaking')).toBe('true')
})
