import { describe, expect, it } from 'vitest'
import { describeCallEnd, describeCallStatus, describeDevice, describeDeviceProblem } from './call-text.ts'

describe('describeCallEnd', () => {
  it.each([
    ['kicked', /removed you/],
    ['ended', /ended/],
    ['revoked', /revoked/],
    ['network', /lost/],
    ['unsupported', /cannot join/],
    ['unauthorized', /could not join/],
  ] as const)('says why a call ended: %s', (reason, title) => {
    expect(describeCallEnd(reason, undefined)?.title).toMatch(title)
  })

  it('returns undefined for a call that the user left, or that has not ended', () => {
    expect(describeCallEnd('left', undefined)).toBeUndefined()
    expect(describeCallEnd(undefined, new Error('no'))).toBeUndefined()
  })
})

describe('describeCallStatus', () => {
  it('distinguishes a lost connection from a rejected token', () => {
    const texts = [
      describeCallStatus('reconnecting', 'network'),
      describeCallStatus('reconnecting', 'unauthorized'),
    ]
    expect(texts[0]).toMatch(/connection/)
    expect(texts[1]).toMatch(/token/)
    expect(describeCallStatus('joined', undefined)).toMatch(/in the call/)
  })
})

describe('describeDeviceProblem', () => {
  it.each(['denied', 'in-use', 'missing', 'unplugged', 'unsupported', 'failed'] as const)(
    'describes a camera with the status %s',
    (status) => {
      expect(describeDeviceProblem('camera', status)).toMatch(/camera/)
    },
  )

  it('returns undefined for a device without a problem', () => {
    for (const status of ['off', 'starting', 'on'] as const) {
      expect(describeDeviceProblem('camera', status)).toBeUndefined()
    }
  })
})

describe('describeDevice', () => {
  const working = { status: 'on', error: undefined, isMuted: false } as const

  it('returns undefined for a device that works as chosen', () => {
    expect(describeDevice('camera', working)).toBeUndefined()
    expect(describeDevice('camera', { ...working, status: 'off' })).toBeUndefined()
  })

  it('says that the system paused a device', () => {
    expect(describeDevice('microphone', { ...working, isMuted: true })).toMatch(/paused the microphone/)
  })

  it('says that another device did not start', () => {
    const error = new DOMException('Could not start video source', 'NotReadableError')
    expect(describeDevice('camera', { ...working, error })).toMatch(/previous one is still on/)
    expect(describeDevice('camera', { ...working, status: 'in-use', error })).toMatch(/Another app/)
  })
})
