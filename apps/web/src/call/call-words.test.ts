import { ApiError, ConnectionError } from '@greenroom/core'
import { describe, expect, it } from 'vitest'
import { endWords, standingText } from './call-words.ts'

function answered(status: number, more: { code?: string; detail?: string } = {}): ApiError {
  return new ApiError({ route: 'POST /_emulator/rooms/{room_id}/join', outcome: 'rejected', status, ...more })
}

describe('endWords', () => {
  it('says nothing of a call that was left on purpose', () => {
    expect(endWords({ error: undefined, wasRemoved: false })).toBeUndefined()
  })

  it('says of a full room what the room says', () => {
    expect(endWords({ error: answered(422, { detail: 'The room is full' }), wasRemoved: false })).toEqual({
      title: 'The room did not let you in',
      detail: 'The room is full',
    })
  })

  it("does not take the room's refusal of a token for the end of the sign-in", () => {
    expect(endWords({ error: answered(401), wasRemoved: false })?.title).toBe('The room did not let you in')
  })

  it('names the room where access to it is gone', () => {
    expect(endWords({ error: answered(403, { code: 'revoked' }), wasRemoved: false })?.detail).toBe(
      'You can no longer use this room.',
    )
    expect(endWords({ error: undefined, wasRemoved: true })?.title).toBe('You are no longer in the room')
  })
})

describe('standingText', () => {
  const calm = { hasToken: true, isRefreshing: false, tokenError: undefined }
  const tokenError = new ConnectionError('POST /rooms', { outcome: 'unknown' })

  it('follows the steps of a call', () => {
    expect(standingText({ ...calm, step: 'joining', hasToken: false })).toBe('Getting a token…')
    expect(standingText({ ...calm, step: 'joining' })).toBe('Joining…')
    expect(standingText({ ...calm, step: 'in' })).toBe('You are in the room.')
    expect(standingText({ ...calm, step: 'leaving' })).toBe('Leaving…')
  })

  it('says that the call goes on while a renewal fails, and when the token has run out', () => {
    expect(standingText({ ...calm, step: 'in', tokenError })).toBe(
      'The server does not answer. You stay in the room while the token lasts.',
    )
    expect(standingText({ ...calm, step: 'in', hasToken: false, tokenError })).toBe(
      'The server does not answer. The token has run out. Trying again…',
    )
  })
})
