import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { openNoMedia } from '../../src/live/media/no-media.ts'
import { createHarness } from '../harness.ts'
import { joinClient } from './client.ts'

/** A client's end of its data channel. */
interface Channel {
  readonly received: { readonly textroom: string; readonly [field: string]: unknown }[]
  send(text: object | string): void
}

/** Creates a room with data channels in this process. */
async function setup() {
  const channels: Channel[] = []
  const harness = createHarness({
    openMedia: async () => ({
      ...openNoMedia(),
      async text(onMessage) {
        const received: Channel['received'] = []
        const send = (text: object | string) =>
          onMessage(typeof text === 'string' ? text : JSON.stringify(text))
        channels.push({ received, send })
        return {
          offer: 'v=0',
          accept: async () => undefined,
          send: (text) => received.push(JSON.parse(text)),
          close: () => undefined,
        }
      },
    }),
  })
  const { id } = await rooms.create(harness.client)
  const { token } = await rooms.createJoinToken(harness.client, { room_id: id })
  const join = async (name: string, identifies = true) => {
    const client = await joinClient(harness, id, name, token)
    const plugin = 'janus.plugin.textroom'
    const { data } = await client.request({ janus: 'attach', plugin })
    await client.request({ janus: 'message', handle_id: data.id, body: { request: 'setup' } })
    const channel = channels.at(-1)
    if (!channel) throw new Error('The data channel is missing')
    if (identifies) channel.send({ textroom: 'join', username: client.id })
    return { ...client, ...channel, client, handle: data.id as number }
  }
  return { join }
}

const messagesOf = ({ received }: Channel) =>
  received.filter(({ textroom }) => textroom === 'message').map(({ from, text }) => [from, text])

describe('text messages in a live room', () => {
  it('reach all participants, the sender included, or only those they are addressed to', async () => {
    const { join } = await setup()
    const [ann, ben, cyd] = [await join('Ann'), await join('Ben'), await join('Cyd')]
    ann.send({ textroom: 'message', transaction: 't', text: 'to all' })
    ann.send({ textroom: 'message', text: 'to Ben', tos: [ben.id] })
    expect(messagesOf(ann)).toEqual([[ann.id, 'to all']])
    expect(messagesOf(cyd)).toEqual([[ann.id, 'to all']])
    expect(messagesOf(ben)).toEqual([
      [ann.id, 'to all'],
      [ann.id, 'to Ben'],
    ])
    expect(ann.received).toContainEqual({ textroom: 'success', transaction: 't' })
  })

  it('do not reach participants who left', async () => {
    const { join } = await setup()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    await ben.client.request({ janus: 'detach', handle_id: ben.handle })
    ann.send({ textroom: 'message', text: 'gone?' })
    expect(messagesOf(ben)).toEqual([])
  })

  it.each([
    'noise',
    '[]',
    '{"textroom":"explode"}',
    JSON.stringify({ textroom: 'message', text: 'x'.repeat(20_001) }),
  ])('that are invalid are reported to the sender: %.30s', async (text) => {
    const { join } = await setup()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    ann.send(text)
    expect(ann.received.at(-1)).toEqual({ textroom: 'error', error: 'The message is invalid' })
    expect(messagesOf(ben)).toEqual([])
  })

  it('are dropped until the sender has joined', async () => {
    const { join } = await setup()
    const ann = await join('Ann')
    const ben = await join('Ben', false)
    ben.send({ textroom: 'message', transaction: 't', text: 'who am I?' })
    expect([messagesOf(ann), ben.received]).toEqual([[], []])
  })

  it('cannot be sent as another participant', async () => {
    const { join } = await setup()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    ben.send({ textroom: 'join', username: ann.id })
    expect(ben.received.at(-1)).toEqual({
      textroom: 'error',
      error: expect.stringContaining('is taken'),
    })
    ben.send({ textroom: 'message', text: 'still Ben' })
    expect(messagesOf(ann)).toEqual([[ben.id, 'still Ben']])
  })

  it('are rejected beyond 100 per second', async () => {
    const { join } = await setup()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    for (let count = 0; count < 1000; count++) ann.send({ textroom: 'message', text: `${count}` })
    expect(messagesOf(ben).length).toBeLessThan(400)
    expect(ann.received).toContainEqual({ textroom: 'error', error: 'More than 100 messages per second' })
    ben.send({ textroom: 'message', text: 'unharmed' })
    expect(messagesOf(ann).at(-1)).toEqual([ben.id, 'unharmed'])
  })
})
