import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeDevices } from '../../test/fake-devices.ts'
import { createLocalMedia, type LocalMedia } from './local-media.ts'

let devices: ReturnType<typeof fakeDevices>
let media: LocalMedia
beforeEach(() => {
  devices = fakeDevices()
  vi.stubGlobal('navigator', { mediaDevices: devices })
  media = createLocalMedia()
})
afterEach(() => vi.unstubAllGlobals())

const camera = () => media.getSnapshot().camera

describe('local device', () => {
  it('is off, and requests no permission, until it is started', () => {
    expect(camera()).toEqual({ status: 'off', track: undefined, deviceId: undefined, error: undefined })
    expect(devices.requests).toEqual([])
  })

  it('is starting, then on, then off and released', async () => {
    const started = media.camera.start()
    expect(camera().status).toBe('starting')
    expect(await started).toBe(devices.tracks[0])
    expect(camera()).toMatchObject({ status: 'on', track: devices.tracks[0] })
    media.camera.stop()
    expect(camera().status).toBe('off')
    expect(devices.tracks[0]?.stopped).toBe(true)
  })

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'in-use'],
    ['NotSupportedError', 'unsupported'],
    ['SomethingError', 'failed'],
  ])('reports a %s as %s, and does not throw', async (name, status) => {
    devices.fail = Object.assign(new Error('no'), { name })
    expect(await media.camera.start()).toBeUndefined()
    expect(camera()).toMatchObject({ status, track: undefined, error: { name } })
  })

  it('is unsupported when the browser offers no devices', async () => {
    vi.stubGlobal('navigator', {})
    await media.microphone.start()
    expect(media.getSnapshot().microphone.status).toBe('unsupported')
  })

  it('is unplugged when the browser ends its track, but a screen is off', async () => {
    await Promise.all([media.camera.start(), media.screen.start()])
    for (const track of devices.tracks) track.dispatchEvent(new Event('ended'))
    expect(camera()).toMatchObject({ status: 'unplugged', track: undefined })
    expect(media.getSnapshot().screen.status).toBe('off')
  })

  it('is the last requested device, in whatever order requests finish', async () => {
    const first = media.camera.start('c1')
    const second = media.camera.start('c2')
    expect(await first).toBeUndefined()
    expect(camera().track).toBe(await second)
    expect(devices.requests).toEqual([
      { video: { deviceId: { exact: 'c1' } } },
      { video: { deviceId: { exact: 'c2' } } },
    ])
    expect(devices.tracks.map(({ stopped }) => stopped)).toEqual([true, false])
  })

  it('keeps the previous track until the next one is available', async () => {
    await media.camera.start('c1')
    const second = media.camera.start('c2')
    expect(devices.tracks[0]?.stopped).toBe(false)
    await second
    expect(devices.tracks.map(({ stopped }) => stopped)).toEqual([true, false])
  })

  it('stays off when it is stopped while it is starting', async () => {
    const started = media.camera.start()
    media.camera.stop()
    expect(await started).toBeUndefined()
    expect(camera().status).toBe('off')
    expect(devices.tracks[0]?.stopped).toBe(true)
  })
})

describe('list of devices', () => {
  it('groups devices by kind, including cameras without a label', async () => {
    media.watchDevices()
    await vi.waitFor(() => expect(media.getSnapshot().devices.cameras).toHaveLength(1))
    expect(media.getSnapshot().devices).toEqual({
      cameras: [{ deviceId: 'c1', label: '' }],
      microphones: [{ deviceId: 'm1', label: 'Headset' }],
      speakers: [{ deviceId: 's1', label: '' }],
    })
  })

  it('keeps an empty camera label, which the vendor’s package replaces with a speaker’s, and logs nothing', async () => {
    const debug = vi.spyOn(console, 'debug').mockReturnValue()
    const { getDevices } = createRequire(import.meta.url)('@telnyx/video') as {
      getDevices(): Promise<{ videoinput: { label: string }[] }>
    }
    expect((await getDevices()).videoinput[0]?.label).toBe('Speaker 1')
    expect(debug).toHaveBeenCalledOnce()
    media.watchDevices()
    await vi.waitFor(() => expect(media.getSnapshot().devices.cameras[0]?.label).toBe(''))
    expect(debug).toHaveBeenCalledOnce()
    debug.mockRestore()
  })

  it('follows devices that are plugged in or out while it is watched', async () => {
    const listener = vi.fn()
    media.subscribe(listener)
    const stop = media.watchDevices()
    await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce())
    devices.listed = devices.listed.slice(1)
    devices.dispatchEvent(new Event('devicechange'))
    await vi.waitFor(() => expect(media.getSnapshot().devices.cameras).toEqual([]))
    stop()
    devices.listed = []
    devices.dispatchEvent(new Event('devicechange'))
    await Promise.resolve()
    expect(media.getSnapshot().devices.microphones).toHaveLength(1)
  })
})
