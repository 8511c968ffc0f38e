import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readError } from './read-error.ts'

const read = (body: unknown) => readError(JSON.stringify(body))

describe('readError', () => {
  it('reads the error list and keeps all entries', () => {
    const reading = read({
      errors: [
        { code: '10033', title: 'Value outside of range', source: { pointer: '/max_participants' } },
        { code: 10015, title: 'Bad request', source: { parameter: 'page[size]' } },
      ],
    })
    expect(reading).toMatchObject({ code: '10033', pointer: '/max_participants' })
    expect(reading.errors[1]).toEqual({ code: '10015', title: 'Bad request', parameter: 'page[size]' })
  })

  it('reads the bare error object', () => {
    expect(read({ code: '10005', title: 'Resource not found' })).toMatchObject({
      code: '10005',
      title: 'Resource not found',
    })
  })

  it('reads { success, message }', () => {
    expect(read({ success: false, message: 'Error' })).toMatchObject({ detail: 'Error' })
  })

  it('reads an error list that has only details', () => {
    expect(read({ errors: [{ detail: 'Resource not found' }] })).toMatchObject({
      detail: 'Resource not found',
    })
  })

  it('reads the error list of FastAPI', () => {
    const reading = read({ detail: [{ loc: ['body', 'To'], msg: 'field required', type: 'missing' }] })
    expect(reading).toMatchObject({ pointer: '/body/To', detail: 'field required', title: 'missing' })
  })

  it('reads problem+json with the fields of a gateway', () => {
    const reading = read({
      title: 'Too many',
      detail: 'Slow down',
      code: 'limited',
      terminal: false,
      retry_after_ms: 900,
      pointer: '/name',
    })
    expect(reading).toMatchObject({
      title: 'Too many',
      code: 'limited',
      terminal: false,
      retryAfterMs: 900,
      pointer: '/name',
    })
  })

  it.each(['', '<html>502</html>', '{"errors":[{"co', 'null', '[]', '"x"', '{}'])(
    'returns no errors for %j',
    (text) => {
      expect(readError(text).errors).toEqual([])
    },
  )

  it('never throws for any body', () => {
    fc.assert(fc.property(fc.string(), (text) => void readError(text)))
    fc.assert(fc.property(fc.json(), (text) => void readError(text)))
    const part = fc.oneof(
      fc.anything({ maxDepth: 2 }),
      fc.constant([{ source: null }, { loc: [null] }, null]),
    )
    fc.assert(
      fc.property(part, part, (errors, detail) => void readError(JSON.stringify({ errors, detail }) ?? '')),
    )
  })
})
