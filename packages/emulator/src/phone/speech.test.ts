import { describe, expect, it } from 'vitest'
import { pickVoice, splitSpeech } from './speech.ts'

const voices = [
  { name: 'Google US English', lang: 'en-US' },
  { name: 'Joanna', lang: 'en-US' },
  { name: 'Anna', lang: 'de_DE' },
  { name: 'Daniel', lang: 'en-GB' },
]

describe('pickVoice', () => {
  it.each([
    ['Polly.Joanna', 'en-US', 'Joanna'],
    ['Polly.Joanna-Neural', '', 'Joanna'],
    ['', 'en-GB', 'Daniel'],
    ['woman', 'de-DE', 'Anna'],
    ['', 'de-AT', 'Anna'],
    ['', 'en_gb', 'Daniel'],
    ['', '', undefined],
    ['man', '', undefined],
    ['', 'fr-FR', undefined],
  ])('speaks voice %j in language %j with %s', (voice, language, name) => {
    expect(pickVoice(voices, voice, language)?.name).toBe(name)
  })
})

describe('splitSpeech', () => {
  it('keeps a short text as it is', () => {
    expect(splitSpeech('Press 1. Or press 2.')).toEqual(['Press 1. Or press 2.'])
    expect(splitSpeech(' ')).toEqual([])
  })

  it('splits a long text at spaces, and keeps all of it', () => {
    const text = 'Your call is important to us. '.repeat(30).trim()
    const parts = splitSpeech(text)
    expect(parts.join(' ')).toBe(text)
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(200)
  })

  it('keeps a long word, and takes little time for a long text', () => {
    expect(splitSpeech('x'.repeat(500)).join('')).toBe('x'.repeat(500))
    expect(splitSpeech(`${'y'.repeat(20_000)} end`).at(-1)).toBe('end')
  })
})
