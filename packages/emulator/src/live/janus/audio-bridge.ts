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
 * The list of participants, and their sound mixed. A page joins twice: first to be in the list, with a display
 * that has no stream, then to speak and hear.
 */
export const createAudioBridge: CreatePlugin = (caller, tell) => {
  const { room } = caller
  let member: Member | undefined
  let isClosed = false

  const join = (displayText: string) => {
    if (member) throw new PluginError(pluginErrors.invalidElement, 'This handle has joined already')
    const display = readOwnDisplay(caller, displayText)
    if (display.stream === undefined) caller.enter(display)
    else requireEntered(caller.participantId, room.members())
    const participants = room.members().map(memberView)
    member = room.addMember(display, tell)
    return { data: { audiobridge: 'joined', room: room.number, id: member.id, participants } }
  }
  const bridge = async (offer: string): Promise<Bridge> => {
    const own = requireJoined(member)
    const media = await room.media()
    const opened = await negotiate(media.bridge(offer, () => room.notifyTalking(own)))
    if (isClosed) opened.close()
    opened.setMuted(room.isMuted(own.display.participantId))
    own.voice?.close()
    own.voice = opened
    return opened
  }
  return {
    async request({ body, jsep }) {
      const wanted = readBody(Request, body)
      if (wanted.request === 'join') return join(wanted.display)
      requireJoined(member)
      const data = { audiobridge: 'event', room: room.number, result: 'ok' }
      if (!jsep) return { data }
      const { answer } = await bridge(requireJsep(jsep, 'offer'))
      return { data, jsep: { type: 'answer', sdp: answer } }
    },
    close(why) {
      isClosed = true
      if (!member) return
      const isRegistered = member.display.stream === undefined
      if (isRegistered && why === 'left')
        tell({ audiobridge: 'event', room: room.number, leaving: member.id })
      room.removeMember(member, why === 'kicked' ? why : undefined)
      member = undefined
      if (isRegistered) caller.exit()
    },
  }
}

function requireJoined(member: Member | undefined): Member {
  if (!member) throw new PluginError(pluginErrors.notJoined, 'This handle has not joined')
  return member
}

function requireEntered(participantId: string | undefined, members: readonly Member[]): void {
  const isListed = members.some(
    ({ display }) => display.participantId === participantId && display.stream === undefined,
  )
  if (!isListed) throw new PluginError(pluginErrors.notJoined, 'This participant is not in the list')
}
