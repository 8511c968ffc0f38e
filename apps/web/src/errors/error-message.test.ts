import { ApiError, createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'
import { describe, expect, it } from 'vitest'
import { describeError, describeFieldErrors } from './error-message.ts'

function answered(status: number, more: Partial<ConstructorParameters<typeof ApiError>[0]> = {}): ApiError {
  return new ApiError({ route: 'POST /rooms', outcome: 'rejected', status, ...more })
}

describe('describeError', () => {
  it('names what was asked for', () => {
    expect(describeError(answered(404), 'room').title).toBe('This room does not exist')
  })

  it('says how long to wait where the server told', () => {
    expect(describeError(answered(429, { retryAfterMs: 11_200 })).detail).toBe(
      'Wait 12 seconds, then try again.',
    )
    expect(describeError(answered(429, { retryAfterMs: 1 })).detail).toBe('Wait 1 second, then try again.')
    expect(describeError(answered(429)).detail).toBe('Wait a moment, then try again.')
  })

  it("passes the API's own words of a refusal on", () => {
    const refusal = answered(422, { title: 'Bad request', detail: 'The room is full (2 participants)' })
    expect(describeError(refusal).detail).toBe('The room is full (2 participants)')
    expect(describeError(answered(422, { title: 'Duplicate resource' })).detail).toBe('Duplicate resource')
  })

  it('shows nothing of an error that is not meant for people', () => {
    const secret = 'eyJhbGciOiJFZERTQSJ9'
    const messages = [
      describeError(new Error(`at ${secret}`)),
      describeError(answered(500, { detail: secret })),
      describeError(answered(401, { detail: secret })),
      describeError(answered(403, { detail: secret })),
    ]
    expect(JSON.stringify(messages)).not.toContain(secret)
  })
})

describe('describeFieldErrors', () => {
  const fields = ['unique_name', 'max_participants'] as const

  it('lays a taken name beside the name', async () => {
    const client = createClient({
      apiKey: 'KEY_any',
      fetch: createEmulator().fetch,
      dangerouslyAllowBrowser: true,
    })
    await rooms.create(client, { unique_name: 'standup' })
    const error: unknown = await rooms.create(client, { unique_name: 'standup' }).catch((error) => error)
    expect(describeFieldErrors(error, fields)).toEqual({ unique_name: 'unique_name has already been taken' })
  })

  it('says what a code means where a gateway left the detail out', () => {
    const taken = { code: '10012', title: 'Duplicate resource' }
    expect(describeFieldErrors(answered(422, { ...taken, errors: [taken] }), fields)).toEqual({
      unique_name: 'This is taken already. Choose another.',
    })
    expect(describeError(answered(422, taken)).detail).toBe('This is taken already. Choose another.')
  })

  it('lays a value out of bounds beside its field before anything is sent', async () => {
    const client = createClient({ baseUrl: 'http://127.0.0.1:1' })
    const error: unknown = await rooms.create(client, { max_participants: 51 }).catch((error) => error)
    expect(describeFieldErrors(error, fields)).toEqual({ max_participants: 'This needs <=50.' })
  })

  it('lays what names no field beside the first', () => {
    expect(describeFieldErrors(answered(422, { title: 'Duplicate resource' }), fields)).toEqual({
      unique_name: 'Duplicate resource',
    })
    const elsewhere = [{ pointer: '/webhook_event_url', detail: 'is no address' }]
    expect(describeFieldErrors(answered(422, { errors: elsewhere }), fields)).toEqual({
      unique_name: 'is no address',
    })
  })

  it('says nothing beside a field of what is no refusal', () => {
    expect(describeFieldErrors(answered(503), fields)).toEqual({})
    expect(describeFieldErrors(null, fields)).toEqual({})
  })
})
