import * as v from 'valibot'
import type { Publication, Subscription } from '../media/media.ts'
import type { Feed } from '../room.ts'
import { PluginError, pluginErrors, writeDisplay } from './messages.ts'
import {
  type CreatePlugin,
  negotiate,
  type PluginResponse,
  readBody,
  readOwnDisplay,
  requireJsep,
} from './plugin.ts'

const wants = { audio: v.optional(v.boolean(), true), video: v.optional(v.boolean(), true) }
const Request = v.variant('request', [
  v.variant('ptype', [
    v.object({ request: v.literal('join'), ptype: v.literal('publisher'), display: v.string() }),
    v.object({ request: v.literal('join'), ptype: v.literal('subscriber'), feed: v.number(), ...wants }),
  ]),
  v.object({ request: v.literal('configure'), display: v.optional(v.string()), ...wants }),
  v.object({ request: v.literal('start') }),
])
type Request = v.InferOutput<typeof Request>

/** What a handle is for, once it has joined. */
type Role =
  | { readonly is: 'watcher'; readonly unwatch: () => void }
  | { readonly is: 'publisher'; readonly feed: Feed; publication?: Publication }
  | { readonly is: 'subscriber'; readonly subscription: Subscription }

/**
 * Streams. A page has one handle that hears which there are, one for each stream that it sends, and one for
 * each that it takes.
 */
export const createVideoRoom: CreatePlugin = (caller, tell) => {
  const { room } = caller
  let role: Role | undefined
  let isClosed = false
  const event = (data: object) => ({ videoroom: 'event', room: room.number, ...data })

  const joinAsPublisher = (displayText: string): PluginResponse => {
    const display = readOwnDisplay(caller, displayText)
    const publishers = room.publishers()
    let id = room.nextId()
    if (display.stream === undefined) {
      role = { is: 'watcher', unwatch: room.watch(display.participantId, tell) }
    } else {
      const feed = room.addFeed(display)
      id = feed.id
      role = { is: 'publisher', feed }
    }
    return { data: { videoroom: 'joined', room: room.number, id, publishers } }
  }

  const subscribe = async (
    id: number,
    wanted: { audio: boolean; video: boolean },
  ): Promise<PluginResponse> => {
    const feed = room.feed(id)
    if (!feed?.source) throw new PluginError(pluginErrors.noSuchFeed, `There is no stream ${id}`)
    const media = await room.media()
    const subscription = await media.subscribe(feed.source, wanted)
    if (isClosed) subscription.close()
    role = { is: 'subscriber', subscription }
    return {
      data: { videoroom: 'attached', room: room.number, id, display: writeDisplay(feed.display) },
      jsep: { type: 'offer', sdp: subscription.offer },
    }
  }

  const publish = async (own: Role & { is: 'publisher' }, offer: string): Promise<string> => {
    const { feed } = own
    const media = await room.media()
    const publication = await negotiate(media.publish(offer, () => room.announce(feed)))
    own.publication?.close()
    if (isClosed) publication.close()
    else {
      own.publication = publication
      room.setSource(feed, publication)
    }
    return publication.answer
  }

  const describe = (feed: Feed, displayText: string) => {
    const display = readOwnDisplay(caller, displayText)
    if (display.stream?.id !== feed.display.stream?.id) {
      throw new PluginError(pluginErrors.invalidElement, 'The display is of another stream')
    }
    room.updateDisplay(feed, display)
  }

  const perform = async (wanted: Request, offer: () => string | undefined, answer: () => string) => {
    if (wanted.request === 'join') {
      if (role) throw new PluginError(pluginErrors.invalidElement, 'This handle has joined already')
      return wanted.ptype === 'publisher'
        ? joinAsPublisher(wanted.display)
        : subscribe(wanted.feed, { audio: wanted.audio, video: wanted.video })
    }
    if (role?.is === 'subscriber') {
      if (wanted.request === 'start') {
        await negotiate(role.subscription.accept(answer()))
        return { data: event({ started: 'ok' }) }
      }
      role.subscription.configure({ audio: wanted.audio, video: wanted.video })
      return { data: event({ configured: 'ok' }) }
    }
    if (role?.is !== 'publisher' || wanted.request !== 'configure') {
      throw new PluginError(pluginErrors.notJoined, `This handle cannot ${wanted.request}`)
    }
    if (wanted.display !== undefined) describe(role.feed, wanted.display)
    const given = offer()
    const reply = { data: event({ configured: 'ok' }) }
    if (given === undefined) return reply
    return { ...reply, jsep: { type: 'answer', sdp: await publish(role, given) } as const }
  }

  return {
    request: ({ body, jsep }) =>
      perform(
        readBody(Request, body),
        () => (jsep ? requireJsep(jsep, 'offer') : undefined),
        () => requireJsep(jsep, 'answer'),
      ),
    close(why) {
      isClosed = true
      if (role?.is === 'watcher') {
        if (why === 'ended') tell({ videoroom: 'destroyed', room: room.number })
        role.unwatch()
      } else if (role?.is === 'publisher') {
        room.removeFeed(role.feed)
        role.publication?.close()
      } else role?.subscription.close()
      role = undefined
    },
  }
}
