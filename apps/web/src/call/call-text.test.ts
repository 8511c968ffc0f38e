import { describe, expect, it } from 'vitest'
import { describeCallEnd, describeCallStatus, describeDeviceProblem } from './call-text.ts'

describe('describeCallEnd', () => {
  it.each([
    ['kicked', /taken out/],
    ['ended', /ended/],
    ['revoked', /taken back/],
    ['network', /lost/],
    ['unauthorized', /did not let you in/],
  ] as const)('says why it is over: %s', (reason, title) => {
    expect(describeCallEnd(reason, undefined)?.title).toMatch(title)
  })

  it('says nothing of what was wished for, or has not happened', () => {
    expect(describeCallEnd('left', undefined)).toBeUndefined()
    expect(describeCallEnd(undefined, new Error('no'))).toBeUndefined()
  })
})

describe('describeCallStatus', () => {
  it('tells a lost connection from a token that is not taken', () => {
    const texts = [
      describeCallStatus('reconnecting', 'network'),
      describeCallStatus('reconnecting', 'unauthorized'),
    ]
    expect(texts[0]).toMatch(/connection/)
    expect(texts[1]).toMatch(/token/)
    expect(describeCallStatus('joined', undefined)).toMatch(/in the room/)
  })
})

describe('describeDeviceProblem', () => {
  it.each(['denied', 'in-use', 'missing', 'unplugged', 'unsupported', 'failed'] as const)(
    'says what to do about a camera that is %s',
    (status) => {
      expect(describeDeviceProblem('camera', status)).toMatch(/camera/)
    },
  )

  it('says nothing where nothing is the matter', () => {
    for (const status of ['off', 'starting', 'on'] as const) {
      expect(describeDeviceProblem('camera', status)).toBeUndefined()
    }
  })
})
