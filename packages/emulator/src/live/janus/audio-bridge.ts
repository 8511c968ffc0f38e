import * as v from 'valibot'
import type { Bridge } from '../media/media.ts'
import { type Member, memberView } from '../room.ts'
import { PluginError, pluginErrors } from './messages.ts'
import { type CreatePlugin, negotiate, readBody, readOwnDisplay, requireJsep } from './plugin.ts'

const Request = v.variant('request', [
  v.object({ request: v.literal('join'), display: v.string() }),
  v.object({ request: v.literal('configure'), display: v.optional(v.string()) }),
])

/**
 * Creates the audio bridge: the list of participants and their mixed audio. A browser joins twice: first with
 * a display without a stream, to enter the list, then to send and receive audio.
 */
export const createAudioBridge: CreatePlugin = (context, sendEvent) => {
  const { room } = context
  let member: Member | undefined
  let isClosed = false

  const join = (displayText: string) => {
    if (member) throw new PluginError(pluginErrors.invalidElement, 'The handle has already joined')
    const display = readOwnDisplay(context, displayText)
    if (display.stream === undefined) context.enter(display)
    else requireEntered(context.participantId, room.members())
    const participants = room.members().map(memberView)
    member = room.addMember(display, sendEvent)
    return { data: { audiobridge: 'joined', room: room.number, id: member.id, participants } }
  }
  const connect = async (offer: string): Promise<Bridge> => {
    const own = requireJoined(member)
    const media = await room.media()
    const bridge = await negotiate(media.bridge(offer, () => room.notifyTalking(own)))
    if (isClosed) bridge.close()
    bridge.setMuted(room.isMuted(own.display.participantId))
    own.voice?.close()
    own.voice = bridge
    return bridge
  }
  return {
    async request({ body, jsep }) {
      const request = readBody(Request, body)
      if (request.request === 'join') return join(request.display)
      requireJoined(member)
      const data = { audiobridge: 'event', room: room.number, result: 'ok' }
      if (!jsep) return { data }
      const { answer } = await connect(requireJsep(jsep, 'offer'))
      return { data, jsep: { type: 'answer', sdp: answer } }
    },
    close(reason) {
      isClosed = true
      if (!member) return
      const isListed = member.display.stream === undefined
      if (isListed && reason === 'left')
        sendEvent({ audiobridge: 'event', room: room.number, leaving: member.id })
      room.removeMember(member, reason === 'kicked' ? reason : undefined)
      member = undefined
      if (isListed) context.exit()
    },
  }
}

function requireJoined(member: Member | undefined): Member {
  if (!member) throw new PluginError(pluginErrors.notJoined, 'The handle has not joined')
  return member
}

function requireEntered(participantId: string | undefined, members: readonly Member[]): void {
  const isListed = members.some(
    ({ display }) => display.participantId === participantId && display.stream === undefined,
  )
  if (!isListed)
    throw new PluginError(
      pluginErrors.notJoined,
      'The participant is not in the list. Join without a stream first.',
    )
}
