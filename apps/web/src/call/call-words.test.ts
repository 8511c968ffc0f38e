import { describe, expect, it } from 'vitest'
import { deviceText, endWords, standingText } from './call-words.ts'

describe('endWords', () => {
  it.each([
    ['kicked', /taken out/],
    ['ended', /ended/],
    ['revoked', /taken back/],
    ['network', /lost/],
    ['unauthorized', /did not let you in/],
  ] as const)('says why it is over: %s', (reason, title) => {
    expect(endWords(reason, undefined)?.title).toMatch(title)
  })

  it('says nothing of what was wished for, or has not happened', () => {
    expect(endWords('left', undefined)).toBeUndefined()
    expect(endWords(undefined, new Error('no'))).toBeUndefined()
  })
})

describe('standingText', () => {
  it('tells a lost connection from a token that is not taken', () => {
    const texts = [standingText('reconnecting', 'network'), standingText('reconnecting', 'unauthorized')]
    expect(texts[0]).toMatch(/connection/)
    expect(texts[1]).toMatch(/token/)
    expect(standingText('joined', undefined)).toMatch(/in the room/)
  })
})

describe('deviceText', () => {
  it.each(['denied', 'in-use', 'missing', 'unplugged', 'unsupported', 'failed'] as const)(
    'says what to do about a camera that is %s',
    (status) => {
      expect(deviceText('camera', status)).toMatch(/camera/)
    },
  )

  it('says nothing where nothing is the matter', () => {
    for (const status of ['off', 'starting', 'on'] as const) {
      expect(deviceText('camera', status)).toBeUndefined()
    }
  })
})
