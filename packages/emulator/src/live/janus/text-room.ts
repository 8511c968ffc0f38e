import * as v from 'valibot'
import type { TextChannel } from '../media/media.ts'
import { createMessageLimit } from '../message-limit.ts'
import { PluginError, pluginErrors } from './messages.ts'
import { type CreatePlugin, negotiate, readBody, requireJsep } from './plugin.ts'

const Request = v.variant('request', [
  v.object({ request: v.literal('setup') }),
  v.object({ request: v.literal('ack') }),
])

/** Messages on the data channel. */
const ChannelMessage = v.variant('textroom', [
  v.object({ textroom: v.literal('join'), username: v.pipe(v.string(), v.uuid()) }),
  v.object({
    textroom: v.literal('message'),
    transaction: v.optional(v.string()),
    text: v.pipe(v.string(), v.maxLength(20_000)),
    tos: v.optional(v.array(v.string())),
  }),
])

/** Rate limit, far above what a person can type. */
const maxMessagesPerSecond = 100

/** Creates the text room: text messages over a data channel. */
export const createTextRoom: CreatePlugin = (context) => {
  const { room } = context
  let channel: TextChannel | undefined
  let name: string | undefined
  let leave: (() => void) | undefined
  let isClosed = false
  const withinLimit = createMessageLimit(maxMessagesPerSecond)
  const sendError = (error: string) => channel?.send(JSON.stringify({ textroom: 'error', error }))

  const receive = (data: string) => {
    if (!withinLimit()) return sendError(`More than ${maxMessagesPerSecond} messages per second`)
    const message = readChannelMessage(data)
    if (!message) return sendError('The message is invalid')
    if (message.textroom === 'join') {
      try {
        context.claim(message.username)
      } catch (error) {
        return sendError(String(error))
      }
      name = message.username
      leave ??= room.addMessageReceiver(name, (text) => channel?.send(text))
      return undefined
    }
    if (name === undefined) return undefined
    channel?.send(JSON.stringify({ textroom: 'success', transaction: message.transaction }))
    room.sendMessage(name, message.text, message.tos)
    return undefined
  }
  return {
    async request({ body, jsep }) {
      const { request } = readBody(Request, body)
      const data = { textroom: 'event', result: 'ok', janus_room_id: room.number }
      if (request === 'ack') {
        if (!channel) throw new PluginError(pluginErrors.notJoined, 'The handle is not set up')
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

function readChannelMessage(data: string): v.InferOutput<typeof ChannelMessage> | undefined {
  try {
    const read = v.safeParse(ChannelMessage, JSON.parse(data))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}
