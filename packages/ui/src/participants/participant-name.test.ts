import { describe, expect, it } from 'vitest'
import { getParticipantName } from './participant-name.ts'

const id = '4f1c2b6e-8a7d-4a57-9d0a-2f4a6f1b9c11'
const named = (context: string | null) => getParticipantName({ id, context })

describe('getParticipantName', () => {
  it.each([
    ['{"name":"Ann"}', 'Ann'],
    ['{"username":" Ben "}', 'Ben'],
    ['{"name":"","displayName":"Cleo"}', 'Cleo'],
    ['"Dora"', 'Dora'],
    ['Emil Ek', 'Emil Ek'],
  ])('reads the context %s as %s', (context, name) => {
    expect(named(context)).toBe(name)
  })

  it.each([null, '', '{}', '[]', '42', 'null', '{"name":7}', '{"name":"  "}'])(
    'returns Guest and the start of the id for the context %s',
    (context) => {
      expect(named(context)).toBe('Guest 4f1c')
    },
  )

  it('reads the name in the claims of a signed context', () => {
    const encode = (value: object) =>
      btoa(JSON.stringify(value)).replace(/=/g, '').replace(/\+/g, '-').replace(/\//g, '_')
    const signed = (payload: object) => `${encode({ alg: 'EdDSA' })}.${encode(payload)}.c2lnbmF0dXJl`
    expect(named(signed({ sub: 'u_1', claims: { name: 'Ann' } }))).toBe('Ann')
    expect(named(signed({ sub: 'u_1', aud: 'https://app.example', jti: 'a-long-identifier' }))).toBe(
      'Guest 4f1c',
    )
  })

  it('does not use a token or encoded data as a name', () => {
    expect(named(`eyJhbGciOiJFZERTQSJ9.${'eyJ1c2VyIjoi'.repeat(4)}.c2ln`)).toBe('Guest 4f1c')
  })

  it('shortens a long name to 60 characters', () => {
    const name = named(JSON.stringify({ name: 'word '.repeat(40) }))
    expect(name).toHaveLength(60)
    expect(name.endsWith('…')).toBe(true)
  })
})
