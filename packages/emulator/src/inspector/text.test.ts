import { describe, expect, it } from 'vitest'
import { findName, renderText, shorten } from './text.ts'

const jwt = (payload: object) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'EdDSA', typ: 'greenroom-context+jwt' })}.${part(payload)}.${'A'.repeat(86)}`
}

describe('shorten', () => {
  it.each([
    ['short', 'short'],
    ['  two\n lines\t', 'two lines'],
    ['x'.repeat(80), 'x'.repeat(80)],
    ['x'.repeat(81), `${'x'.repeat(80)}…`],
    ['👩‍👩‍👧‍👦'.repeat(200), `${'👩‍👩‍👧‍👦'.repeat(80)}…`],
    ['é'.repeat(100), `${'é'.repeat(80)}…`],
    ['', ''],
  ])('returns %j as one short line', (text, expected) => {
    expect(shorten(text)).toBe(expected)
  })

  it('shortens a character with endless marks', () => {
    expect(shorten(`a${'\u0301'.repeat(10_000)}b`)).toBe(`a${'\u0301'.repeat(3)}…`)
    expect(shorten(`e\u0301${'\u200d'.repeat(10_000)}`).length).toBeLessThan(20)
    expect(shorten('x'.repeat(1_000_000), 10)).toBe(`${'x'.repeat(10)}…`)
  })
})

describe('renderText', () => {
  it('isolates and escapes a text, with a longer form as its tooltip', () => {
    expect(String(renderText('<b>"Ann"</b>'))).toBe('<bdi>&lt;b&gt;&quot;Ann&quot;&lt;/b&gt;</bdi>')
    expect(String(renderText('<'.repeat(5), 3))).toBe(
      `<bdi title="${'&lt;'.repeat(5)}">${'&lt;'.repeat(3)}…</bdi>`,
    )
  })
})

describe('findName', () => {
  it.each([
    ['the name in JSON', '{"name":"Ann"}', 'Ann'],
    [
      'the name in the claims of a signed context',
      jwt({ sub: 'user-1', claims: { name: 'Tomás 👋' } }),
      'Tomás 👋',
    ],
    ['the user of a signed context without a name', jwt({ sub: 'user-1', claims: {} }), 'user-1'],
    ['the name in another JWT', jwt({ name: 'Ben' }), 'Ben'],
    ['other text', 'Ann', 'Ann'],
    ['JSON without a name', '{"role":"host"}', '{"role":"host"}'],
    ['JSON with a name that is no text', '{"name":{"first":"Ann"}}', '{"name":{"first":"Ann"}}'],
    ['an empty name', '{"name":" "}', '{"name":" "}'],
    ['a list', '[1]', '[1]'],
    ['null', 'null', 'null'],
    ['an inherited name', '{"constructor":1}', '{"constructor":1}'],
    ['three parts that are no JWT', 'a.b.c', 'a.b.c'],
    ['no context', null, undefined],
    ['an empty context', '  ', undefined],
  ])('returns %s', (_, context, name) => {
    expect(findName(context)).toBe(name)
  })
})
