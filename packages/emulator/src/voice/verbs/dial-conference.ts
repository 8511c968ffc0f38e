import { elementsOf, readAttributes, textOf, verbs } from '@greenroom/core/texml/language'
import type { ConferenceRow } from '../../state/texml-rows.ts'
import {
  addParticipant,
  connectParticipant,
  findConference,
  isConferenceFull,
  leaveConference,
  openConference,
  reportSpeaker,
} from '../../texml/conference-lifecycle.ts'
import { callbackRow } from '../../texml/context.ts'
import { type DocumentRequest, type Step, type Turn, type VerbHandler, wait } from '../verb-handler.ts'
import { beginWaiting, continueWaiting, type WaitMemory } from '../waiting.ts'
import { dialAction, notifyDialAction } from './dial-action.ts'

/** Since when the caller is in the conference, in milliseconds since 1970. */
interface ConferenceMemory extends WaitMemory {
  readonly joinedMs: number
}

type ConferenceTurn = Turn<'Dial', ConferenceMemory>

/** Name of the timer event at the end of `timeLimit`. */
const timeLimit = 'time limit'

/** Executes `<Dial>` with a `<Conference>`: the caller is in the conference until either ends. */
export const dialConference: VerbHandler<'Dial', ConferenceMemory> = {
  begin(turn) {
    const { context, call, attributes } = turn
    const { name, settings } = nounOf(turn)
    if (name === '') return stayOut(turn, 'the conference has no name')
    const conference = findConference(context, call.account_sid, name) ?? createConference(turn)
    if (isConferenceFull(context, conference)) return stayOut(turn, 'the conference is full')
    turn.remember({ askedMs: null, joinedMs: context.clock.now() })
    turn.after(attributes.timeLimit, timeLimit)
    turn.note('joins the conference', name)
    addParticipant(context, {
      id: call.id,
      account_sid: call.account_sid,
      conference_sid: conference.id,
      label: settings.participantLabel ?? null,
      muted: settings.muted,
      beep: settings.beep,
      coaching: false,
      coaching_call_sid: null,
      end_conference_on_exit: settings.endConferenceOnExit,
      start_conference_on_enter: settings.startConferenceOnEnter,
    })
    connectParticipant(context, call.id)
    if (isWaiting(turn)) beginWaiting(waiting(turn), waitRequest(turn))
    return wait
  },
  on(turn, event) {
    const { context, call } = turn
    if (event.type === 'left') return finish(turn)
    if (event.type === 'timer' && event.what === timeLimit) {
      leaveConference(context, call.id)
      return finish(turn)
    }
    if (event.type === 'started') {
      turn.stopMeanwhile()
      turn.note('the conference started')
    } else if (event.type === 'speech') reportSpeaker(context, call.id)
    else if (isWaiting(turn)) continueWaiting(waiting(turn), () => waitRequest(turn), event)
    return wait
  },
  abandon(turn, why) {
    leaveConference(turn.context, turn.call.id)
    if (why === 'hangup') notifyDialAction(turn, outcomeOf(turn))
  },
}

function nounOf({ element }: ConferenceTurn) {
  const noun = elementsOf(element).find(({ name }) => name === 'Conference') ?? element
  return { name: textOf(noun).trim(), settings: readAttributes(verbs.Conference, noun).values }
}

/** Creates the conference with the settings of its first participant. */
function createConference(turn: ConferenceTurn): ConferenceRow {
  const { name: friendly_name, settings } = nounOf(turn)
  const resolve = (url: string | undefined) => (url === undefined ? null : (turn.resolve(url) ?? null))
  return openConference(turn.context, {
    account_sid: turn.call.account_sid,
    friendly_name,
    callback: callbackRow(
      resolve(settings.statusCallback),
      settings.statusCallbackEvent?.join(' '),
      '',
      settings.statusCallbackMethod,
    ),
    max_participants: settings.maxParticipants,
    record:
      settings.record === 'record-from-start'
        ? {
            ...callbackRow(
              resolve(settings.recordingStatusCallback),
              settings.recordingStatusCallbackEvent.join(' '),
              'completed',
              settings.recordingStatusCallbackMethod,
            ),
            sends_url: settings.sendRecordingUrl,
          }
        : null,
    record_beep: settings.recordBeep,
  })
}

function isWaiting({ context, call }: ConferenceTurn): boolean {
  return context.state.conferenceParticipants.get(call.id)?.waiting ?? false
}

/** Lets the wait change its part of the memory and keep the rest. */
function waiting(turn: ConferenceTurn): Parameters<typeof beginWaiting>[0] {
  const { joinedMs = turn.context.clock.now() } = turn.memory ?? {}
  return {
    context: turn.context,
    call: turn.call,
    memory: turn.memory,
    after: turn.after,
    runMeanwhile: turn.runMeanwhile,
    remember: ({ askedMs }) => turn.remember({ joinedMs, askedMs }),
  }
}

function waitRequest(turn: ConferenceTurn): DocumentRequest | undefined {
  const { waitUrl: url, waitMethod: method } = nounOf(turn).settings
  return url === undefined ? undefined : { url, method }
}

function stayOut(turn: ConferenceTurn, reason: string): Step {
  turn.note('not joined', reason)
  return dialAction(turn, { status: 'failed', secs: 0 })
}

function finish(turn: ConferenceTurn): Step {
  turn.note('left the conference')
  return dialAction(turn, outcomeOf(turn))
}

function outcomeOf({ context, memory }: ConferenceTurn) {
  const now = context.clock.now()
  return { status: 'completed', secs: (now - (memory?.joinedMs ?? now)) / 1000 } as const
}
