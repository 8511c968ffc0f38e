import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { writeDisplay } from '../../src/live/janus/messages.ts'
import { harness } from '../harness.ts'
import { joinClient, openClient, streamOffer } from './client.ts'

async function stage() {
  const h = harness()
  const { id } = await rooms.create(h.client)
  const { token } = await rooms.createJoinToken(h.client, { room_id: id })
  const ann = await joinClient(h, id, 'Ann', token)
  const page = openClient(h, id, token)
  await page.ask({ janus: 'create' })
  const attach = async (plugin: string) => (await page.ask({ janus: 'attach', plugin })).data.id as number
  return { ...h, id, ann, page, attach }
}

describe('bad input on the socket', () => {
  it.each([
    '',
    'not json',
    '[]',
    '"text"',
    '{}',
    '{"janus":1,"transaction":"t"}',
    'null',
    '{"janus":"create"}',
  ])('that is %j is named as what it is, and the room is unharmed', async (text) => {
    const { page, ann } = await stage()
    page.raw(text)
    await page.connection.settled()
    expect(page.received.at(-1)).toMatchObject({ janus: 'error', error: { code: 454 } })
    expect(page.closedBy).toEqual([])
    expect(await ann.ask({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
  })

  it('that goes on being unreadable ends the connection', async () => {
    const { page } = await stage()
    for (let count = 0; count < 20; count++) page.raw('noise')
    await page.connection.settled()
    expect(page.closedBy).toEqual(['1008 None of this can be read'])
  })

  it('that is a flood ends its connection alone', async () => {
    const { page, ann, emulator } = await stage()
    for (let count = 0; count < 5000; count++) page.raw(`{"janus":"keepalive","transaction":"${count}"}`)
    await page.connection.settled()
    expect(page.closedBy).toEqual([expect.stringMatching(/^1008 More than \d+ messages a second$/)])
    expect(await ann.ask({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    expect(emulator.live.connections).toBe(1)
  })

  it.each([
    [{ janus: 'explode' }, 459],
    [{ janus: 'keepalive', session_id: 5 }, 458],
    [{ janus: 'attach', plugin: 'janus.plugin.nothing' }, 460],
    [{ janus: 'message', handle_id: 77, body: {} }, 459],
    [{ janus: 'detach', handle_id: 77 }, 459],
  ])('that asks for what there is not, as %j, is error %i', async (message, code) => {
    const { page } = await stage()
    expect(await page.ask(message)).toMatchObject({ janus: 'error', error: { code } })
  })

  it.each([
    ['audiobridge', { request: 'join', display: '%%%' }, 430],
    ['audiobridge', { request: 'configure' }, 432],
    ['audiobridge', { request: 'explode' }, 430],
    ['audiobridge', undefined, 430],
    ['videoroom', { request: 'join', ptype: 'publisher', display: btoa('{}') }, 430],
    ['videoroom', { request: 'join', ptype: 'subscriber', feed: 12 }, 428],
    ['videoroom', { request: 'start' }, 432],
    ['textroom', { request: 'ack' }, 432],
  ])('that %s cannot read, as %j, is its error %i', async (plugin, body, code) => {
    const { page, attach } = await stage()
    const handle_id = await attach(`janus.plugin.${plugin}`)
    const answer = await page.ask({ janus: 'message', handle_id, body })
    const data = { error_code: code, error: expect.any(String) }
    expect(answer.plugindata).toEqual({ plugin: `janus.plugin.${plugin}`, data })
  })

  it('that speaks before it is in the list is refused', async () => {
    const { page, attach } = await stage()
    const handle_id = await attach('janus.plugin.audiobridge')
    const stream = { id: 's', key: 'audiobridge', isAudioEnabled: true, isVideoEnabled: false }
    const display = writeDisplay({ participantId: crypto.randomUUID(), stream })
    const answer = await page.ask({ janus: 'message', handle_id, body: { request: 'join', display } })
    expect(answer.plugindata.data).toMatchObject({ error_code: 432 })
  })

  it('that describes one stream as another is refused, and nobody hears of it', async () => {
    const { ann, page } = await stage()
    const { handle, display } = await ann.publish()
    const stream = { id: 'other', key: 'self', isAudioEnabled: true, isVideoEnabled: true }
    const body = { request: 'configure', display: writeDisplay({ ...display, stream }) }
    const answer = await ann.ask({ janus: 'message', handle_id: handle, body })
    expect(answer.plugindata.data).toMatchObject({ error_code: 430 })
    expect(page.events()).toEqual([])
  })

  it('that is an offer and no SDP is refused, and the page may offer again', async () => {
    const { ann } = await stage()
    const { handle } = await ann.publish()
    const configure = (sdp: string) =>
      ann.ask({
        janus: 'message',
        handle_id: handle,
        body: { request: 'configure' },
        jsep: { type: 'offer', sdp },
      })
    const refused = await configure('no sdp')
    expect(refused.plugindata.data).toEqual({ error_code: 431, error: expect.stringMatching(/not SDP/) })
    expect(await configure(streamOffer)).toMatchObject({ jsep: { type: 'answer' } })
  })

  it('that attaches without end is stopped', async () => {
    const { page } = await stage()
    let answer = await page.ask({ janus: 'keepalive' })
    for (let count = 0; count < 201; count++) {
      answer = await page.ask({ janus: 'attach', plugin: 'janus.plugin.videoroom' })
    }
    expect(answer).toMatchObject({ janus: 'error', error: { code: 490 } })
  })
})
