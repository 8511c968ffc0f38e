import * as v from 'valibot'
import type { TextChannel } from '../media/media.ts'
import { createMessageLimit } from '../message-limit.ts'
import { PluginError, pluginErrors } from './messages.ts'
import { type CreatePlugin, negotiate, readBody, requireJsep } from './plugin.ts'

const Request = v.variant('request', [
  v.object({ request: v.literal('setup') }),
  v.object({ request: v.literal('ack') }),
])

/** What comes over the channel itself. */
const Text = v.variant('textroom', [
  v.object({ textroom: v.literal('join'), username: v.pipe(v.string(), v.uuid()) }),
  v.object({
    textroom: v.literal('message'),
    transaction: v.optional(v.string()),
    text: v.pipe(v.string(), v.maxLength(20_000)),
    tos: v.optional(v.array(v.string())),
  }),
])

/** Nobody writes so many; a program that does is asked to stop. */
const maxTextsPerSecond = 100

/** Text messages, over a channel of data beside the socket. */
export const createTextRoom: CreatePlugin = (caller) => {
  const { room } = caller
  let channel: TextChannel | undefined
  let name: string | undefined
  let leave: (() => void) | undefined
  let isClosed = false
  const withinLimit = createMessageLimit(maxTextsPerSecond)
  const refuse = (error: string) => channel?.send(JSON.stringify({ textroom: 'error', error }))

  const receive = (given: string) => {
    if (!withinLimit()) return refuse(`More than ${maxTextsPerSecond} messages a second`)
    const text = readText(given)
    if (!text) return refuse('This is no message')
    if (text.textroom === 'join') {
      try {
        caller.claim(text.username)
      } catch (error) {
        return refuse(String(error))
      }
      name = text.username
      leave ??= room.addMessageReceiver(name, (message) => channel?.send(message))
      return undefined
    }
    if (name === undefined) return undefined
    channel?.send(JSON.stringify({ textroom: 'success', transaction: text.transaction }))
    room.sendMessage(name, text.text, text.tos)
    return undefined
  }
  return {
    async request({ body, jsep }) {
      const { request } = readBody(Request, body)
      const data = { textroom: 'event', result: 'ok', janus_room_id: room.number }
      if (request === 'ack') {
        if (!channel) throw new PluginError(pluginErrors.notJoined, 'There was no setup')
        await negotiate(channel.accept(requireJsep(jsep, 'answer')))
        return { data }
      }
      const media = await room.media()
      channel?.close()
      channel = await media.text(receive)
      if (isClosed) channel.close()
      return { data, jsep: { type: 'offer', sdp: channel.offer } }
    },
    close() {
      isClosed = true
      leave?.()
      channel?.close()
      channel = undefined
    },
  }
}

function readText(given: string): v.InferOutput<typeof Text> | undefined {
  try {
    const read = v.safeParse(Text, JSON.parse(given))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}
