import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { writeDisplay } from '../../src/live/janus/messages.ts'
import { createHarness } from '../harness.ts'
import { joinClient, openClient, streamOffer } from './client.ts'

async function setup() {
  const harness = createHarness()
  const { id } = await rooms.create(harness.client)
  const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
  const ann = await joinClient(harness, id, 'Ann', token)
  const browser = openClient(harness, id, token)
  await browser.request({ janus: 'create' })
  const attach = async (plugin: string) =>
    (await browser.request({ janus: 'attach', plugin })).data.id as number
  return { ...harness, id, ann, browser, attach }
}

describe('invalid input on a live room connection', () => {
  it.each([
    '',
    'not json',
    '[]',
    '"text"',
    '{}',
    '{"janus":1,"transaction":"t"}',
    'null',
    '{"janus":"create"}',
  ])('is reported as error 454 for %j, and the room is unaffected', async (text) => {
    const { browser, ann } = await setup()
    browser.sendRaw(text)
    await browser.connection.settled()
    expect(browser.received.at(-1)).toMatchObject({ janus: 'error', error: { code: 454 } })
    expect(browser.closeReasons).toEqual([])
    expect(await ann.request({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
  })

  it('closes the connection after 20 invalid messages', async () => {
    const { browser } = await setup()
    for (let count = 0; count < 20; count++) browser.sendRaw('noise')
    await browser.connection.settled()
    expect(browser.closeReasons).toEqual(['1008 Too many invalid messages'])
  })

  it('closes only the connection that exceeds the message rate', async () => {
    const { browser, ann, emulator } = await setup()
    for (let count = 0; count < 5000; count++)
      browser.sendRaw(`{"janus":"keepalive","transaction":"${count}"}`)
    await browser.connection.settled()
    expect(browser.closeReasons).toEqual([expect.stringMatching(/^1008 More than \d+ messages per second$/)])
    expect(await ann.request({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
    expect(emulator.live.connections).toBe(1)
  })

  it('closes the connection that sends more than can be handled', async () => {
    const { browser, ann } = await setup()
    for (let count = 0; count < 70; count++)
      browser.sendRaw(`{"janus":"keepalive","transaction":"t","padding":"${'x'.repeat(60_000)}"}`)
    await browser.connection.settled()
    expect(browser.closeReasons).toEqual(['1008 Too many messages are waiting'])
    expect(await ann.request({ janus: 'keepalive' })).toMatchObject({ janus: 'ack' })
  })

  it.each([
    [{ janus: 'explode' }, 459],
    [{ janus: 'keepalive', session_id: 5 }, 458],
    [{ janus: 'attach', plugin: 'janus.plugin.nothing' }, 460],
    [{ janus: 'message', handle_id: 77, body: {} }, 459],
    [{ janus: 'detach', handle_id: 77 }, 459],
  ])('responds to the unknown %j with error %i', async (message, code) => {
    const { browser } = await setup()
    expect(await browser.request(message)).toMatchObject({ janus: 'error', error: { code } })
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
  ])('%s responds to %j with error %i', async (plugin, body, code) => {
    const { browser, attach } = await setup()
    const handle_id = await attach(`janus.plugin.${plugin}`)
    const response = await browser.request({ janus: 'message', handle_id, body })
    const data = { error_code: code, error: expect.any(String) }
    expect(response.plugindata).toEqual({ plugin: `janus.plugin.${plugin}`, data })
  })

  it('is rejected when a participant joins the mix before the list', async () => {
    const { browser, attach } = await setup()
    const handle_id = await attach('janus.plugin.audiobridge')
    const stream = { id: 's', key: 'audiobridge', isAudioEnabled: true, isVideoEnabled: false }
    const display = writeDisplay({ participantId: crypto.randomUUID(), stream })
    const response = await browser.request({
      janus: 'message',
      handle_id,
      body: { request: 'join', display },
    })
    expect(response.plugindata.data).toMatchObject({ error_code: 432 })
  })

  it('is rejected when a display belongs to another stream, and the others are not notified', async () => {
    const { ann, browser } = await setup()
    const { handle, display } = await ann.publish()
    const stream = { id: 'other', key: 'self', isAudioEnabled: true, isVideoEnabled: true }
    const body = { request: 'configure', display: writeDisplay({ ...display, stream }) }
    const response = await ann.request({ janus: 'message', handle_id: handle, body })
    expect(response.plugindata.data).toMatchObject({ error_code: 430 })
    expect(browser.events()).toEqual([])
  })

  it('is rejected when an offer is not SDP, and the next offer is accepted', async () => {
    const { ann } = await setup()
    const { handle } = await ann.publish()
    const configure = (sdp: string) =>
      ann.request({
        janus: 'message',
        handle_id: handle,
        body: { request: 'configure' },
        jsep: { type: 'offer', sdp },
      })
    const rejected = await configure('no sdp')
    expect(rejected.plugindata.data).toEqual({
      error_code: 431,
      error: expect.stringMatching(/not valid SDP/),
    })
    expect(await configure(streamOffer)).toMatchObject({ jsep: { type: 'answer' } })
  })

  it('is rejected when a connection attaches more than 200 handles', async () => {
    const { browser } = await setup()
    let response = await browser.request({ janus: 'keepalive' })
    for (let count = 0; count < 201; count++) {
      response = await browser.request({ janus: 'attach', plugin: 'janus.plugin.videoroom' })
    }
    expect(response).toMatchObject({ janus: 'error', error: { code: 490 } })
  })
})
