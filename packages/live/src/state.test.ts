import { describe, expect, it } from 'vitest'
import { idleLiveRoom, type Reading, withMessage, withReading, withStatus } from './state.ts'
import type { LiveParticipant } from './types.ts'

const person = (id: string, isSpeaking = false): LiveParticipant => ({
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
  it('answers the same snapshot when nothing changed', () => {
    const joined = withReading(idleLiveRoom, reading(person('ann')))
    expect(withReading(joined, reading(person('ann')))).toBe(joined)
  })

  it('keeps those who are the same as the objects that they were', () => {
    const before = withReading(idleLiveRoom, reading(person('ann'), person('ben')))
    const after = withReading(before, reading(person('ann', true), person('ben')))
    expect(after.participants[0]).not.toBe(before.participants[0])
    expect(after.participants[1]).toBe(before.participants[1])
    expect(after.streams).toBe(before.streams)
  })

  it('knows that somebody left, and that the order is another one', () => {
    const before = withReading(idleLiveRoom, reading(person('ann'), person('ben')))
    expect(withReading(before, reading(person('ben'))).participants).toEqual([person('ben')])
    const turned = withReading(before, reading(person('ben'), person('ann')))
    expect(turned.participants.map(({ id }) => id)).toEqual(['ben', 'ann'])
  })
})

describe('withStatus', () => {
  const joined = withMessage(withStatus(withReading(idleLiveRoom, reading(person('ann'))), 'joined'), text)

  it('keeps who was there while the connection is made again', () => {
    const { participants, status, reason } = withStatus(joined, 'reconnecting', 'network')
    expect([participants, status, reason]).toEqual([[person('ann')], 'reconnecting', 'network'])
  })

  it('has nobody there once it was left, and what was written', () => {
    const left = withStatus(joined, 'left', 'kicked')
    expect(left).toMatchObject({
      participants: [],
      localParticipantId: undefined,
      messages: [{ text: 'Hello' }],
    })
  })

  it('forgets the reason of before', () => {
    expect(withStatus(withStatus(joined, 'left', 'network'), 'joining').reason).toBeUndefined()
  })
})

describe('withMessage', () => {
  it('counts, and keeps the last 500', () => {
    let snapshot = idleLiveRoom
    for (let count = 0; count < 510; count++) snapshot = withMessage(snapshot, text)
    expect([snapshot.messages.length, snapshot.messages[0]?.id, snapshot.messages.at(-1)?.id]).toEqual([
      500, 11, 510,
    ])
  })
})
