import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FakeTrack, fakeDevices, fakePhone } from '../../test/fake-devices.ts'
import { createLocalMedia, type LocalMedia } from './local-media.ts'

afterEach(() => vi.unstubAllGlobals())

function mediaOf(devices: object): LocalMedia {
  vi.stubGlobal('navigator', { mediaDevices: devices })
  return createLocalMedia()
}

const liveIds = ({ tracks }: { tracks: FakeTrack[] }) =>
  tracks.filter(({ stopped }) => !stopped).map((track) => track.getSettings().deviceId)

describe('request for a device', () => {
  it.each([[''], [undefined], [{ deviceId: '' }], [JSON.parse('null')], [{}]])(
    'asks for any camera when the id is %j, as listed before permission is granted',
    async (device) => {
      const devices = fakeDevices()
      const media = mediaOf(devices)
      await media.camera.start(device)
      await media.microphone.start(device)
      expect(devices.requests).toEqual([{ video: true }, { audio: true }])
      expect(media.getSnapshot().camera.status).toBe('on')
    },
  )

  it('requests a device by its id, required or preferred, and a camera by its direction', async () => {
    const devices = fakeDevices()
    const media = mediaOf(devices)
    await media.camera.start({ facingMode: 'environment' })
    await media.camera.start({ deviceId: 'c1', facingMode: 'user' })
    await media.microphone.start({ deviceId: 'm1', facingMode: 'user' })
    await media.microphone.start({ deviceId: 'm1', isRequired: false })
    expect(devices.requests).toEqual([
      { video: { facingMode: 'environment' } },
      { video: { deviceId: { exact: 'c1' }, facingMode: 'user' } },
      { audio: { deviceId: { exact: 'm1' } } },
      { audio: { deviceId: 'm1' } },
    ])
  })
})

describe.each([true, false])('camera of a phone that reports its direction: %s', (reportsDirection) => {
  it('switches, although only one camera can be open', async () => {
    const phone = fakePhone({ reportsDirection })
    const media = mediaOf(phone)
    await media.camera.start()
    expect(await media.camera.start({ facingMode: 'environment' })).toBe(phone.tracks[1])
    expect(media.getSnapshot().camera).toMatchObject({ status: 'on', deviceId: 'rear', error: undefined })
    expect(liveIds(phone)).toEqual(['rear'])
  })

  it.each([
    ['is in use', 'rear', 'NotReadableError'],
    ['does not exist', 'top', 'OverconstrainedError'],
  ])('keeps or restores the first camera when the second one %s', async (_, id, name) => {
    const phone = fakePhone({ reportsDirection })
    const media = mediaOf(phone)
    await media.camera.start('front')
    phone.occupied.add('rear')
    expect(await media.camera.start(id)).toBeUndefined()
    const { camera } = media.getSnapshot()
    expect(camera).toMatchObject({ status: 'on', deviceId: 'front', error: { name } })
    expect(camera.track).toBe(phone.tracks.at(-1))
    expect(liveIds(phone)).toEqual(['front'])
  })

  it('stays muted by the page when it is switched, and not when it is started again', async () => {
    const phone = fakePhone({ reportsDirection })
    const media = mediaOf(phone)
    const first = await media.camera.start('front')
    if (first) first.enabled = false
    expect((await media.camera.start('rear'))?.enabled).toBe(false)
    phone.occupied.add('front')
    await media.camera.start('front')
    expect(media.getSnapshot().camera.track?.enabled).toBe(false)
    media.camera.stop()
    expect((await media.camera.start('rear'))?.enabled).toBe(true)
  })

  it('reports the failure when the first camera cannot be restored', async () => {
    const phone = fakePhone({ reportsDirection })
    const media = mediaOf(phone)
    await media.camera.start('front')
    phone.occupied.add('rear').add('front')
    await media.camera.start('rear')
    expect(media.getSnapshot().camera).toMatchObject({
      status: 'in-use',
      track: undefined,
      error: { name: 'NotReadableError' },
    })
    phone.occupied.clear()
    await media.camera.start('rear')
    expect(liveIds(phone)).toEqual(['rear'])
  })

  it('ends with the last requested camera when requests overlap', async () => {
    const phone = fakePhone({ reportsDirection })
    const media = mediaOf(phone)
    const requests = ['front', 'rear', 'front', 'rear'].map((id) => media.camera.start(id))
    await Promise.all(requests)
    expect(media.getSnapshot().camera).toMatchObject({ status: 'on', deviceId: 'rear' })
    expect(liveIds(phone)).toEqual(['rear'])
  })

  it('is released when it is stopped while it is switched', async () => {
    const phone = fakePhone({ reportsDirection })
    const media = mediaOf(phone)
    await media.camera.start('front')
    phone.occupied.add('rear')
    const switched = media.camera.start('rear')
    media.camera.stop()
    expect(await switched).toBeUndefined()
    expect(media.getSnapshot().camera.status).toBe('off')
    expect(liveIds(phone)).toEqual([])
  })
})

describe('camera of a computer', () => {
  it('starts in jsdom, which rejects the AbortSignal of Node in listener options', async () => {
    const devices = fakeDevices()
    const addEventListener = vi.spyOn(EventTarget.prototype, 'addEventListener')
    await mediaOf(devices).camera.start()
    expect(addEventListener).toHaveBeenCalled()
    expect(addEventListener.mock.calls.filter(([, , options]) => Object(options).signal)).toEqual([])
  })

  it('stays on when the user does not allow another one', async () => {
    const devices = fakeDevices()
    const media = mediaOf(devices)
    const track = await media.camera.start('c1')
    devices.fail = Object.assign(new Error('no'), { name: 'NotAllowedError' })
    await media.camera.start('c2')
    const { camera } = media.getSnapshot()
    expect(camera).toMatchObject({ status: 'on', error: { name: 'NotAllowedError' } })
    expect(camera.track).toBe(track)
    expect(devices.tracks.map(({ stopped }) => stopped)).toEqual([false])
    devices.fail = undefined
    await media.camera.start('c2')
    expect(media.getSnapshot().camera.error).toBeUndefined()
  })

  it('is starting, not unplugged, when opening another one ends it', async () => {
    const devices = fakeDevices()
    const media = mediaOf(devices)
    const first = await media.camera.start('c1')
    const second = media.camera.start('c2')
    first?.dispatchEvent(new Event('ended'))
    expect(media.getSnapshot().camera).toMatchObject({ status: 'starting', track: undefined })
    expect(media.getSnapshot().camera.track).toBeUndefined()
    expect(await second).toBe(media.getSnapshot().camera.track)
  })

  it('reports that the system mutes it and unmutes it, as during a phone call', async () => {
    const media = mediaOf(fakeDevices())
    const track = await media.microphone.start()
    const isMuted = () => media.getSnapshot().microphone.isMuted
    const listener = vi.fn()
    media.subscribe(listener)
    expect(isMuted()).toBe(false)
    track?.dispatchEvent(new Event('mute'))
    expect(isMuted()).toBe(true)
    track?.dispatchEvent(new Event('unmute'))
    expect(isMuted()).toBe(false)
    expect(listener).toHaveBeenCalledTimes(2)
    media.microphone.stop()
    track?.dispatchEvent(new Event('mute'))
    expect(isMuted()).toBeUndefined()
  })
})

describe('shared screen', () => {
  it('includes its sound, and stops both together', async () => {
    const devices = fakeDevices()
    const media = mediaOf(devices)
    const track = await media.screen.start()
    const { screen } = media.getSnapshot()
    expect([track?.kind, screen.track, screen.audioTrack?.kind]).toEqual(['video', track, 'audio'])
    track?.dispatchEvent(new Event('ended'))
    expect(media.getSnapshot().screen).toMatchObject({ status: 'off', audioTrack: undefined })
    expect(devices.tracks.every(({ stopped }) => stopped)).toBe(true)
  })

  it('excludes the system’s sound, which contains the call itself', async () => {
    const devices = fakeDevices()
    await mediaOf(devices).screen.start()
    expect(devices.requests).toMatchObject([{ video: true, audio: true, systemAudio: 'exclude' }])
  })

  it('stays on without sound when only its sound ends', async () => {
    const media = mediaOf(fakeDevices())
    await media.screen.start()
    media.getSnapshot().screen.audioTrack?.dispatchEvent(new Event('ended'))
    expect(media.getSnapshot().screen).toMatchObject({ status: 'on', audioTrack: undefined })
  })

  it('is requested without sound on demand', async () => {
    const devices = fakeDevices()
    await mediaOf(devices).screen.start({ audio: false })
    expect(devices.requests).toEqual([{ video: true }])
  })

  it.each(['NotSupportedError', 'NotReadableError', 'TypeError'])(
    'is shared without sound when capturing sound fails with a %s',
    async (name) => {
      const devices = fakeDevices()
      const { getDisplayMedia } = devices
      devices.getDisplayMedia = async (wanted) => {
        if (wanted.audio) throw Object.assign(new Error('Could not start audio source'), { name })
        return getDisplayMedia(wanted)
      }
      const media = mediaOf(devices)
      await media.screen.start()
      expect(media.getSnapshot().screen).toMatchObject({ status: 'on', audioTrack: undefined })
    },
  )

  it('does not ask again when the user denies it', async () => {
    const devices = fakeDevices()
    devices.fail = Object.assign(new Error('no'), { name: 'NotAllowedError' })
    const media = mediaOf(devices)
    await media.screen.start()
    expect(media.getSnapshot().screen.status).toBe('denied')
    expect(devices.requests).toHaveLength(1)
  })
})

describe('browser without devices', () => {
  it.each([
    ['no mediaDevices, as on an insecure page', undefined],
    ['no methods', {}],
  ])('reports all devices as unsupported with %s', async (_, mediaDevices) => {
    vi.stubGlobal('navigator', { mediaDevices })
    const media = createLocalMedia()
    const stop = media.watchDevices()
    await Promise.all([media.camera.start(), media.microphone.start(), media.screen.start()])
    const { camera, microphone, screen, devices } = media.getSnapshot()
    expect([camera, microphone, screen].map(({ status }) => status)).toEqual(Array(3).fill('unsupported'))
    expect(devices.cameras).toEqual([])
    stop()
  })

  it('starts a camera where devices cannot be listed', async () => {
    const { getUserMedia } = fakeDevices()
    const media = mediaOf({ getUserMedia })
    media.watchDevices()
    await media.camera.start()
    expect(media.getSnapshot().camera.status).toBe('on')
  })

  it('keeps the latest list when browsers answer out of order', async () => {
    const devices = fakeDevices()
    let finishFirst: (found: typeof devices.listed) => void = () => undefined
    const first = new Promise<typeof devices.listed>((resolve) => {
      finishFirst = resolve
    })
    const list = vi.spyOn(devices, 'enumerateDevices').mockReturnValueOnce(first)
    const media = mediaOf(devices)
    media.watchDevices()
    devices.dispatchEvent(new Event('devicechange'))
    await vi.waitFor(() => expect(media.getSnapshot().devices.cameras).toHaveLength(1))
    finishFirst([])
    // The list needs some turns to arrive.
    for (let turn = 0; turn < 10; turn++) await first
    expect(list).toHaveBeenCalledTimes(2)
    expect(media.getSnapshot().devices.cameras).toHaveLength(1)
  })
})
