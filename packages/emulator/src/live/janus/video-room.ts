import * as v from 'valibot'
import type { Publication, Subscription, TrackSelection } from '../media/media.ts'
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

const tracks = { audio: v.optional(v.boolean(), true), video: v.optional(v.boolean(), true) }
const Request = v.variant('request', [
  v.variant('ptype', [
    v.object({ request: v.literal('join'), ptype: v.literal('publisher'), display: v.string() }),
    v.object({ request: v.literal('join'), ptype: v.literal('subscriber'), feed: v.number(), ...tracks }),
  ]),
  v.object({ request: v.literal('configure'), display: v.optional(v.string()), ...tracks }),
  v.object({ request: v.literal('start') }),
])
type Request = v.InferOutput<typeof Request>

/** Role of a handle that has joined. */
type Role =
  | { readonly kind: 'watcher'; readonly unwatch: () => void }
  | { readonly kind: 'publisher'; readonly feed: Feed; publication?: Publication }
  | { readonly kind: 'subscriber'; readonly subscription: Subscription }

/**
 * Creates the video room, which forwards streams. A browser has one handle that watches the list of streams,
 * one for each stream it publishes, and one for each stream it subscribes to.
 */
export const createVideoRoom: CreatePlugin = (context, sendEvent) => {
  const { room } = context
  let role: Role | undefined
  let isClosed = false
  const event = (data: object) => ({ videoroom: 'event', room: room.number, ...data })

  const joinAsPublisher = (displayText: string): PluginResponse => {
    const display = readOwnDisplay(context, displayText)
    const publishers = room.publishers()
    let id = room.nextId()
    if (display.stream === undefined) {
      role = { kind: 'watcher', unwatch: room.watch(display.participantId, sendEvent) }
    } else {
      const feed = room.addFeed(display)
      id = feed.id
      role = { kind: 'publisher', feed }
    }
    return { data: { videoroom: 'joined', room: room.number, id, publishers } }
  }

  const subscribe = async (id: number, selection: TrackSelection): Promise<PluginResponse> => {
    const feed = room.feed(id)
    if (!feed?.source) throw new PluginError(pluginErrors.noSuchFeed, `Unknown stream ${id}`)
    const media = await room.media()
    const subscription = await media.subscribe(feed.source, selection)
    if (isClosed) subscription.close()
    role = { kind: 'subscriber', subscription }
    return {
      data: { videoroom: 'attached', room: room.number, id, display: writeDisplay(feed.display) },
      jsep: { type: 'offer', sdp: subscription.offer },
    }
  }

  const publish = async (publisher: Role & { kind: 'publisher' }, offer: string): Promise<string> => {
    const { feed } = publisher
    const media = await room.media()
    const publication = await negotiate(media.publish(offer, () => room.announce(feed)))
    publisher.publication?.close()
    if (isClosed) publication.close()
    else {
      publisher.publication = publication
      room.setSource(feed, publication)
    }
    return publication.answer
  }

  const updateDisplay = (feed: Feed, displayText: string) => {
    const display = readOwnDisplay(context, displayText)
    if (display.stream?.id !== feed.display.stream?.id) {
      throw new PluginError(pluginErrors.invalidElement, 'The display belongs to another stream')
    }
    room.updateDisplay(feed, display)
  }

  const perform = async (request: Request, offer: () => string | undefined, answer: () => string) => {
    if (request.request === 'join') {
      if (role) throw new PluginError(pluginErrors.invalidElement, 'The handle has already joined')
      return request.ptype === 'publisher'
        ? joinAsPublisher(request.display)
        : subscribe(request.feed, { audio: request.audio, video: request.video })
    }
    if (role?.kind === 'subscriber') {
      if (request.request === 'start') {
        await negotiate(role.subscription.accept(answer()))
        return { data: event({ started: 'ok' }) }
      }
      role.subscription.configure({ audio: request.audio, video: request.video })
      return { data: event({ configured: 'ok' }) }
    }
    if (role?.kind !== 'publisher' || request.request !== 'configure') {
      throw new PluginError(pluginErrors.notJoined, `The handle cannot ${request.request}`)
    }
    if (request.display !== undefined) updateDisplay(role.feed, request.display)
    const sdp = offer()
    const reply = { data: event({ configured: 'ok' }) }
    if (sdp === undefined) return reply
    return { ...reply, jsep: { type: 'answer', sdp: await publish(role, sdp) } as const }
  }

  return {
    request: ({ body, jsep }) =>
      perform(
        readBody(Request, body),
        () => (jsep ? requireJsep(jsep, 'offer') : undefined),
        () => requireJsep(jsep, 'answer'),
      ),
    close(reason) {
      isClosed = true
      if (role?.kind === 'watcher') {
        if (reason === 'ended') sendEvent({ videoroom: 'destroyed', room: room.number })
        role.unwatch()
      } else if (role?.kind === 'publisher') {
        room.removeFeed(role.feed)
        role.publication?.close()
      } else role?.subscription.close()
      role = undefined
    },
  }
}
