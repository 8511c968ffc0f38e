import { describe, expect, it } from 'vitest'
import { idleLiveRoom, type Reading, withMessage, withReading, withStatus } from './state.ts'
import type { LiveParticipant } from './types.ts'

const participant = (id: string, isSpeaking = false): LiveParticipant => ({
  id,
  context: undefined,
  isLocal: false,
  isTelephone: false,
  canReceiveMessages: true,
  isSpeaking,
})
const reading = (...participants: LiveParticipant[]): Reading => ({
  localParticipantId: 'me',
  participants,
  streams: [],
  audioTrack: undefined,
})
const text = { from: 'ann', isLocal: false, type: 'text', text: 'Hello', to: undefined, at: 0 }

describe('withReading', () => {
  it('returns the same snapshot when nothing changed', () => {
    const joined = withReading(idleLiveRoom, reading(participant('ann')))
    expect(withReading(joined, reading(participant('ann')))).toBe(joined)
  })

  it('keeps the objects of unchanged participants', () => {
    const before = withReading(idleLiveRoom, reading(participant('ann'), participant('ben')))
    const after = withReading(before, reading(participant('ann', true), participant('ben')))
    expect(after.participants[0]).not.toBe(before.participants[0])
    expect(after.participants[1]).toBe(before.participants[1])
    expect(after.streams).toBe(before.streams)
  })

  it('reflects a departure and a new order of participants', () => {
    const before = withReading(idleLiveRoom, reading(participant('ann'), participant('ben')))
    expect(withReading(before, reading(participant('ben'))).participants).toEqual([participant('ben')])
    const turned = withReading(before, reading(participant('ben'), participant('ann')))
    expect(turned.participants.map(({ id }) => id)).toEqual(['ben', 'ann'])
  })
})

describe('withStatus', () => {
  const joined = withMessage(
    withStatus(withReading(idleLiveRoom, reading(participant('ann'))), 'joined'),
    text,
  )

  it('keeps the participants while reconnecting', () => {
    const { participants, status, reason } = withStatus(joined, 'reconnecting', 'network')
    expect([participants, status, reason]).toEqual([[participant('ann')], 'reconnecting', 'network'])
  })

  it('clears the participants and keeps the messages when the room was left', () => {
    const left = withStatus(joined, 'left', 'kicked')
    expect(left).toMatchObject({
      participants: [],
      localParticipantId: undefined,
      messages: [{ text: 'Hello' }],
    })
  })

  it('clears the previous reason when joining again', () => {
    expect(withStatus(withStatus(joined, 'left', 'network'), 'joining').reason).toBeUndefined()
  })
})

describe('withMessage', () => {
  it('numbers the messages and keeps the last 500', () => {
    let snapshot = idleLiveRoom
    for (let count = 0; count < 510; count++) snapshot = withMessage(snapshot, text)
    expect([snapshot.messages.length, snapshot.messages[0]?.id, snapshot.messages.at(-1)?.id]).toEqual([
      500, 11, 510,
    ])
  })
})
