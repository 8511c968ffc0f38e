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

  it.each([
    ['turns no text around it', 'Ben \u202egnp.exe', 'Ben gnp.exe'],
    [
      'keeps the joiners of an emoji',
      'Zo\u00eb \u{1f469}\u200d\u{1f4bb}',
      'Zo\u00eb \u{1f469}\u200d\u{1f4bb}',
    ],
    ['keeps its own direction', '\u0645\u062d\u0645\u062f', '\u0645\u062d\u0645\u062f'],
    ['is not invisible', '\u200b\u3164\u2800\u200d', 'Guest 4f1c'],
    ['is not only a combining character', ' \u0301', 'Guest 4f1c'],
  ])('returns a name that %s', (_, name, shown) => {
    expect(named(JSON.stringify({ name }))).toBe(shown)
  })

  it('does not cut an emoji in two', () => {
    const name = named(JSON.stringify({ name: `${'word '.repeat(11)}123\u{1f600}456789` }))
    expect(name).toBe(`${'word '.repeat(11)}123\u{1f600}…`)
  })
})
