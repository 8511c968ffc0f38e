import { ApiError, createClient } from '@greenroom/core'
import { rooms } from '@greenroom/core/video'
import { createEmulator } from '@greenroom/emulator'
import { describe, expect, it } from 'vitest'
import { describeError, describeFieldErrors } from './error-message.ts'

function apiError(status: number, more: Partial<ConstructorParameters<typeof ApiError>[0]> = {}): ApiError {
  return new ApiError({ route: 'POST /rooms', outcome: 'rejected', status, ...more })
}

describe('describeError', () => {
  it('names the requested resource', () => {
    expect(describeError(apiError(404), 'room').title).toBe('This room does not exist')
  })

  it('says how long to wait if the server sent Retry-After', () => {
    expect(describeError(apiError(429, { retryAfterMs: 11_200 })).detail).toBe(
      'Wait 12 seconds, then try again.',
    )
    expect(describeError(apiError(429, { retryAfterMs: 1 })).detail).toBe('Wait 1 second, then try again.')
    expect(describeError(apiError(429)).detail).toBe('Wait a moment, then try again.')
  })

  it("shows the API's own detail or title for invalid input", () => {
    const invalid = apiError(422, { title: 'Bad request', detail: 'The room is full (2 participants)' })
    expect(describeError(invalid).detail).toBe('The room is full (2 participants)')
    expect(describeError(apiError(422, { title: 'Duplicate resource' })).detail).toBe('Duplicate resource')
  })

  it('shows no part of an error that is not meant for users', () => {
    const secret = 'eyJhbGciOiJFZERTQSJ9'
    const messages = [
      describeError(new Error(`at ${secret}`)),
      describeError(apiError(500, { detail: secret })),
      describeError(apiError(401, { detail: secret })),
      describeError(apiError(403, { detail: secret })),
    ]
    expect(JSON.stringify(messages)).not.toContain(secret)
  })
})

describe('describeFieldErrors', () => {
  const fields = ['unique_name', 'max_participants'] as const

  it('assigns a duplicate name to the name field', async () => {
    const client = createClient({
      apiKey: 'KEY_any',
      fetch: createEmulator().fetch,
      dangerouslyAllowBrowser: true,
    })
    await rooms.create(client, { unique_name: 'standup' })
    const error: unknown = await rooms.create(client, { unique_name: 'standup' }).catch((error) => error)
    expect(describeFieldErrors(error, fields)).toEqual({ unique_name: 'unique_name has already been taken' })
  })

  it('uses the message for the code if the gateway removed the detail', () => {
    const taken = { code: '10012', title: 'Duplicate resource' }
    expect(describeFieldErrors(apiError(422, { ...taken, errors: [taken] }), fields)).toEqual({
      unique_name: 'This name is already taken. Choose another.',
    })
    expect(describeError(apiError(422, taken)).detail).toBe('This name is already taken. Choose another.')
  })

  it('assigns an out-of-range value to its field before the request is sent', async () => {
    const client = createClient({ baseUrl: 'http://127.0.0.1:1' })
    const error: unknown = await rooms.create(client, { max_participants: 51 }).catch((error) => error)
    expect(describeFieldErrors(error, fields)).toEqual({ max_participants: 'Expected <=50.' })
  })

  it('assigns a problem without a field of the form to the first field', () => {
    expect(describeFieldErrors(apiError(422, { title: 'Duplicate resource' }), fields)).toEqual({
      unique_name: 'Duplicate resource',
    })
    const otherField = [{ pointer: '/webhook_event_url', detail: 'is not a valid URL' }]
    expect(describeFieldErrors(apiError(422, { errors: otherField }), fields)).toEqual({
      unique_name: 'is not a valid URL',
    })
  })

  it('returns no field errors for other failures', () => {
    expect(describeFieldErrors(apiError(503), fields)).toEqual({})
    expect(describeFieldErrors(null, fields)).toEqual({})
  })
})
