import { afterEach, describe, expect, it, vi } from 'vitest'
import { englishLabels } from '../labels/en.ts'
import { describeDevice, describeDeviceProblem, describePermission } from './describe-device.ts'

afterEach(() => vi.unstubAllGlobals())

describe('describeDeviceProblem', () => {
  it.each(['denied', 'in-use', 'missing', 'unplugged', 'unsupported', 'failed'] as const)(
    'describes a camera with the status %s',
    (status) => {
      expect(describeDeviceProblem('camera', status, englishLabels)).toMatch(/camera/)
    },
  )

  it('asks for a secure page where the browser has no devices', () => {
    vi.stubGlobal('isSecureContext', false)
    expect(describeDeviceProblem('camera', 'unsupported', englishLabels)).toMatch(/https/)
    expect(describeDeviceProblem('camera', 'missing', englishLabels)).toMatch(/camera/)
  })

  it('returns undefined for a device without a problem', () => {
    for (const status of ['off', 'starting', 'on'] as const) {
      expect(describeDeviceProblem('camera', status, englishLabels)).toBeUndefined()
    }
  })
})

describe('describeDevice', () => {
  const working = { status: 'on', error: undefined, isMuted: false } as const

  it('returns undefined for a device that works as chosen', () => {
    expect(describeDevice('camera', working, englishLabels)).toBeUndefined()
    expect(describeDevice('camera', { ...working, status: 'off' }, englishLabels)).toBeUndefined()
  })

  it('says that the system paused a device', () => {
    expect(describeDevice('microphone', { ...working, isMuted: true }, englishLabels)).toMatch(
      /paused the microphone/,
    )
  })

  it('says that another device did not start', () => {
    const error = new DOMException('Could not start video source', 'NotReadableError')
    expect(describeDevice('camera', { ...working, error }, englishLabels)).toMatch(/previous one is still on/)
    expect(describeDevice('camera', { ...working, status: 'in-use', error }, englishLabels)).toMatch(
      /Another app/,
    )
  })
})

describe('describePermission', () => {
  it.each([
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML) Chrome/140.0 Safari/537.36', 'permissionChromium'],
    ['Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0', 'permissionFirefox'],
    ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML) Version/18.0 Safari/605.1.15', 'permissionSafari'],
    ['Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML) CriOS/140.0 Mobile Safari/604.1', 'permissionIos'],
    ['Unknown', 'permissionOther'],
  ] as const)('says how to allow devices in %s', (userAgent, name) => {
    expect(describePermission(userAgent, englishLabels)).toBe(englishLabels[name])
  })
})
