import { rooms } from '@greenroom/core/video'
import { describe, expect, it } from 'vitest'
import { openNoMedia } from '../../src/live/media/no-media.ts'
import { harness } from '../harness.ts'
import { joinClient } from './client.ts'

/** What a page sends over its channel of texts, and what comes. */
interface Channel {
  readonly received: { readonly textroom: string; readonly [field: string]: unknown }[]
  send(text: object | string): void
}

/** A room whose channels of texts are in this process. */
async function stage() {
  const channels: Channel[] = []
  const h = harness({
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
  const { id } = await rooms.create(h.client)
  const { token } = await rooms.createJoinToken(h.client, { room_id: id })
  const join = async (name: string, saysWho = true) => {
    const page = await joinClient(h, id, name, token)
    const plugin = 'janus.plugin.textroom'
    const { data } = await page.ask({ janus: 'attach', plugin })
    await page.ask({ janus: 'message', handle_id: data.id, body: { request: 'setup' } })
    const channel = channels.at(-1)
    if (!channel) throw new Error('There is no channel')
    if (saysWho) channel.send({ textroom: 'join', username: page.id })
    return { ...page, ...channel, page, handle: data.id as number }
  }
  return { join }
}

const heard = ({ received }: Channel) =>
  received.filter(({ textroom }) => textroom === 'message').map(({ from, text }) => [from, text])

describe('texts in a live room', () => {
  it('reach all, their sender too, or those whom they are to', async () => {
    const { join } = await stage()
    const [ann, ben, cyd] = [await join('Ann'), await join('Ben'), await join('Cyd')]
    ann.send({ textroom: 'message', transaction: 't', text: 'to all' })
    ann.send({ textroom: 'message', text: 'to Ben', tos: [ben.id] })
    expect(heard(ann)).toEqual([[ann.id, 'to all']])
    expect(heard(cyd)).toEqual([[ann.id, 'to all']])
    expect(heard(ben)).toEqual([
      [ann.id, 'to all'],
      [ann.id, 'to Ben'],
    ])
    expect(ann.received).toContainEqual({ textroom: 'success', transaction: 't' })
  })

  it('no longer reach who left', async () => {
    const { join } = await stage()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    await ben.page.ask({ janus: 'detach', handle_id: ben.handle })
    ann.send({ textroom: 'message', text: 'gone?' })
    expect(heard(ben)).toEqual([])
  })

  it.each([
    'noise',
    '[]',
    '{"textroom":"explode"}',
    JSON.stringify({ textroom: 'message', text: 'x'.repeat(20_001) }),
  ])('that are none are named as what they are: %.30s', async (text) => {
    const { join } = await stage()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    ann.send(text)
    expect(ann.received.at(-1)).toEqual({ textroom: 'error', error: 'This is no message' })
    expect(heard(ben)).toEqual([])
  })

  it('are heard of those alone who said who they are', async () => {
    const { join } = await stage()
    const ann = await join('Ann')
    const ben = await join('Ben', false)
    ben.send({ textroom: 'message', transaction: 't', text: 'who am I?' })
    expect([heard(ann), ben.received]).toEqual([[], []])
  })

  it('cannot be written in the name of somebody else', async () => {
    const { join } = await stage()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    ben.send({ textroom: 'join', username: ann.id })
    expect(ben.received.at(-1)).toEqual({
      textroom: 'error',
      error: expect.stringContaining('somebody else'),
    })
    ben.send({ textroom: 'message', text: 'still Ben' })
    expect(heard(ann)).toEqual([[ben.id, 'still Ben']])
  })

  it('that are a flood are refused beyond a hundred a second', async () => {
    const { join } = await stage()
    const [ann, ben] = [await join('Ann'), await join('Ben')]
    for (let count = 0; count < 1000; count++) ann.send({ textroom: 'message', text: `${count}` })
    expect(heard(ben).length).toBeLessThan(400)
    expect(ann.received).toContainEqual({ textroom: 'error', error: 'More than 100 messages a second' })
    ben.send({ textroom: 'message', text: 'unharmed' })
    expect(heard(ann).at(-1)).toEqual([ben.id, 'unharmed'])
  })
})
