import { createSocket } from 'node:dgram'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Packet, RoomMedia } from '../media/media.ts'
import { openWebRtc } from './media.ts'
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, useOPUS, useVP8 } from './stack.ts'

/** A browser's peer connection, played by the same stack as the server. */
function openBrowser() {
  return new RTCPeerConnection({
    codecs: { audio: [useOPUS()], video: [useVP8()] },
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    bundlePolicy: 'max-bundle',
  })
}

async function offerOf(page: RTCPeerConnection, ...kinds: readonly ('audio' | 'video')[]) {
  const tracks = kinds.map((kind) => new MediaStreamTrack({ kind }))
  for (const track of tracks) page.addTransceiver(track, { direction: 'sendonly' })
  await page.setLocalDescription(await page.createOffer())
  return { tracks, sdp: page.localDescription?.sdp ?? '' }
}

const udpSockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'UDPWrap').length
const candidatesOf = (sdp: string) => [...sdp.matchAll(/^a=candidate:\S+ \d udp \d+ (\S+) (\d+)/gim)]

describe('media over WebRTC', () => {
  let media: RoomMedia
  let opened: { close(): unknown }[] = []
  const unhandled: unknown[] = []
  const recordRejection = (reason: unknown) => unhandled.push(reason)
  beforeAll(() => {
    media = openWebRtc({ lan: false })
    process.on('unhandledRejection', recordRejection)
  })
  afterEach(() => {
    for (const peer of opened) peer.close()
    opened = []
  })
  afterAll(() => {
    media.close()
    process.off('unhandledRejection', recordRejection)
  })
  const track = <T extends { close(): unknown }>(one: T): T => {
    opened.push(one)
    return one
  }

  it('offers only loopback candidates without lan', async () => {
    const { sdp } = await offerOf(track(openBrowser()), 'audio', 'video')
    const { answer } = track(await media.publish(sdp, () => undefined))
    const addresses = candidatesOf(answer).map(([, address]) => address)
    expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']))
    const { offer } = track(await media.text(() => undefined))
    expect(new Set(candidatesOf(offer).map(([, address]) => address))).toEqual(new Set(['127.0.0.1']))
  })

  it('forwards packets from one browser to another with new headers', async () => {
    const page = track(openBrowser())
    const { sdp, tracks } = await offerOf(page, 'video')
    let isConnected = false
    const publication = track(
      await media.publish(sdp, () => {
        isConnected = true
      }),
    )
    await page.setRemoteDescription({ type: 'answer', sdp: publication.answer })

    const other = track(openBrowser())
    const arrived: Packet[] = []
    other.onRemoteTransceiverAdded.subscribe((transceiver) => {
      transceiver.onTrack.subscribe((track) => {
        track.onReceiveRtp.subscribe(({ payload, header }) => {
          if (track.kind === 'video') arrived.push({ payload, ...header })
        })
      })
    })
    const subscription = track(await media.subscribe(publication, { audio: true, video: true }))
    await other.setRemoteDescription({ type: 'offer', sdp: subscription.offer })
    await other.setLocalDescription(await other.createAnswer())
    await subscription.accept(other.localDescription?.sdp ?? '')

    await expect.poll(() => isConnected, { timeout: 20_000 }).toBe(true)
    let sequenceNumber = 100
    const sending = setInterval(() => {
      sequenceNumber += 1
      const header = new RtpHeader({ sequenceNumber, timestamp: 9000, marker: true, payloadType: 96 })
      tracks[0]?.writeRtp(new RtpPacket(header, Buffer.from('a picture')))
    }, 20)
    await expect.poll(() => arrived.length, { timeout: 20_000 }).toBeGreaterThan(2)
    clearInterval(sending)
    expect(arrived[0]).toMatchObject({ payload: Buffer.from('a picture'), timestamp: 9000, marker: true })
  })

  it('drops messages that are longer than a browser accepts', async () => {
    const page = track(openBrowser())
    const channel = page.createDataChannel('messages')
    const arrived: string[] = []
    channel.onMessage.subscribe((data) => arrived.push(String(data)))
    const received: string[] = []
    const text = track(await media.text((message) => received.push(message)))
    await page.setRemoteDescription({ type: 'offer', sdp: text.offer })
    await page.setLocalDescription(await page.createAnswer())
    const answer = page.localDescription?.sdp ?? ''
    await text.accept(answer.replace(/a=max-message-size:\d+/, 'a=max-message-size:5'))
    await expect.poll(() => channel.readyState, { timeout: 20_000 }).toBe('open')
    channel.send('hello')
    await expect.poll(() => received, { timeout: 20_000 }).toEqual(['hello'])
    text.send('too long')
    text.send('short')
    await expect.poll(() => arrived, { timeout: 20_000 }).toEqual(['short'])
  })

  it('rejects an invalid offer with a TypeError and frees its sockets', async () => {
    const page = openBrowser()
    const { sdp } = await offerOf(page, 'audio', 'video')
    await page.close()
    const lines = sdp.split('\r\n')
    const broken = [
      '',
      'v=0',
      'no sdp',
      sdp.replaceAll('m=', 'x='),
      sdp.replaceAll('SAVPF', ''),
      sdp.replace(/a=fingerprint.*/g, 'a=fingerprint:sha-256 zz'),
      sdp.replace(/a=ice-ufrag.*/g, 'a=ice-ufrag:'),
      sdp.replace(/a=candidate.*/g, 'a=candidate:1 1 udp 1 evil.example 99999 typ host'),
      sdp.replaceAll('opus', 'none').replaceAll('VP8', 'none'),
      sdp + 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\n'.repeat(200),
      ...lines.map((_, at) => lines.filter((_, other) => other !== at).join('\r\n')),
      ...lines.map((line, at) => lines.with(at, `${line.slice(0, 4)}\u0000${at}`).join('\r\n')),
    ]
    for (const offer of broken) {
      const result = await media.publish(offer, () => undefined).catch((error: unknown) => error)
      if (result instanceof Error) expect([offer, result.name]).toEqual([offer, 'TypeError'])
      else (result as { close(): void }).close()
    }
    await expect.poll(udpSockets, { timeout: 10_000 }).toBe(0)
    expect(unhandled).toEqual([])
  }, 30_000)

  it('ignores datagrams of noise', async () => {
    const { sdp } = await offerOf(track(openBrowser()), 'audio')
    const { answer } = track(await media.publish(sdp, () => undefined))
    const [[, address = '', port = ''] = []] = candidatesOf(answer)
    const socket = createSocket('udp4')
    for (let first = 0; first < 256; first++) {
      const noise = Buffer.from(Array.from({ length: first % 64 }, (_, at) => (first + at * 7) & 0xff))
      await new Promise((resolve) => socket.send(noise, Number(port), address, resolve))
    }
    socket.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(unhandled).toEqual([])
    track(await media.publish((await offerOf(track(openBrowser()), 'audio')).sdp, () => undefined))
  })
})
