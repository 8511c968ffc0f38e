import type { CallRow, FrameRow, RunRow } from '../state/texml-rows.ts'
import { addTimelineEntry, answer, hangUp, isOver } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import { soundAddress } from './addresses.ts'
import { type DocumentUse, fetchFor } from './document-requests.ts'
import {
  type DocumentFailure,
  isFailure,
  playable,
  readDocument,
  soundDocument,
  type VoiceDocument,
} from './documents.ts'
import { frameBy, frameOf, nextPace, noPace, updateFrame, withFrame } from './frames.ts'
import { handlers } from './handlers.ts'
import { noteDocument } from './note-document.ts'
import { createTurn } from './turn.ts'
import type { DocumentRequest, Step, VerbHandler, VerbName, VoiceEvent } from './verb-handler.ts'

/** Maximum number of verbs that a call begins within one second of the clock. */
const maxVerbsPerSecond = 1000
/** Maximum number of `<Redirect>` verbs of a call. */
const maxRedirects = 100
/** Verbs that a document may have which runs while a call waits. */
const waitVerbs: readonly string[] = ['Say', 'Play', 'Gather', 'Pause', 'Hangup', 'Redirect', 'Leave']

/** Runs a document from its first verb, in place of what ran before. */
export function runDocument(context: TexmlContext, callSid: string, document: VoiceDocument): void {
  const read = readDocument(document)
  noteDocument(context, callSid, document)
  if (isFailure(read)) {
    failCall(context, callSid, read)
    return
  }
  abandonRun(context, callSid, 'replaced')
  const call = context.state.calls.get(callSid)
  if (call) context.callEvents.emit({ type: 'call.redirected', call })
  const { redirects = 0, serial = 0, variables = {}, pace = noPace } = context.state.runs.get(callSid) ?? {}
  const frames = [frameOf(document, 'call')]
  context.state.runs.put({ id: callSid, frames, serial, redirects, variables, pace })
  runVerbs(context, callSid)
}

/** Ends what the verbs of a call began, because the call ended or its documents are replaced. */
export function abandonRun(context: TexmlContext, callSid: string, why: 'hangup' | 'replaced'): void {
  const run = context.state.runs.get(callSid)
  if (!run) return
  // Deleted first, so that events of ending verbs find no verb that runs.
  if (why === 'hangup') context.state.runs.delete(callSid)
  else context.state.runs.put({ ...run, frames: [] })
  for (const frame of run.frames.toReversed()) abandonVerb(context, callSid, frame, why)
}

function abandonVerb(
  context: TexmlContext,
  callSid: string,
  frame: FrameRow,
  why: 'hangup' | 'replaced',
): void {
  // The verb is over while its `action` is requested.
  const current = frame.requesting ? undefined : runningVerb(context, callSid, frame)
  current?.handler.abandon?.(current.turn, why)
}

/** Reports an event to the verb that runs: of the last document, or of the first one. */
export function dispatch(
  context: TexmlContext,
  callSid: string,
  event: VoiceEvent,
  to: 'last' | 'first' = 'last',
): boolean {
  const frame = context.state.runs.get(callSid)?.frames.at(to === 'last' ? -1 : 0)
  return frame ? dispatchTo(context, callSid, frame.serial, event) : false
}

/** Returns whether the last document of a call is at a verb of that name. */
export function isAtVerb(context: TexmlContext, callSid: string, name: VerbName): boolean {
  const frame = context.state.runs.get(callSid)?.frames.at(-1)
  return frame !== undefined && runningVerb(context, callSid, frame)?.name === name
}

/** Performs a scheduled task of a verb, if the verb still runs. */
export function advanceRun(context: TexmlContext, callSid: string, serial: number, what: string): void {
  dispatchTo(context, callSid, serial, { type: 'timer', what })
}

/** Does again what the verbs of a call waited for when a snapshot was taken: requests, and other work. */
export function resumeRun(context: TexmlContext, { id, frames }: RunRow): void {
  for (const { serial } of frames) {
    const call = context.state.calls.get(id)
    const frame = frameBy(context, id, serial)
    if (!call || isOver(call) || !frame) return
    const { request: wanted, meanwhile_request: wantedMeanwhile, fetching } = frame
    if (wanted) request(context, call, serial, wanted)
    else if (wantedMeanwhile) runMeanwhile(context, call, serial, wantedMeanwhile)
    else if (fetching) {
      const current = runningVerb(context, id, frame)
      if (current) follow(context, id, serial, current.handler.begin(current.turn))
    }
  }
}

/** Ends a call because its document cannot be followed. */
export function failCall(
  context: TexmlContext,
  callSid: string,
  failure: Omit<DocumentFailure, 'code'> & { code: string },
): void {
  const call = context.state.calls.get(callSid)
  if (!call || isOver(call)) return
  const { code, message, url } = failure
  const failed = context.state.calls.put({ ...call, error: { code, message, url } })
  hangUp(context, failed, 'failed', { reason: message })
}

function dispatchTo(context: TexmlContext, callSid: string, serial: number, event: VoiceEvent): boolean {
  const call = context.state.calls.get(callSid)
  const frame = frameBy(context, callSid, serial)
  if (!call || isOver(call) || !frame || frame.requesting) return false
  const current = runningVerb(context, callSid, frame)
  if (!current?.handler.on) return false
  follow(context, callSid, serial, current.handler.on(current.turn, event))
  return true
}

/** Does what follows from a step, up to the next verb that waits. */
function follow(context: TexmlContext, callSid: string, serial: number, step: Step): void {
  if (perform(context, callSid, serial, step)) runVerbs(context, callSid)
}

/** Performs a step. Returns whether the next verb is to begin. */
function perform(context: TexmlContext, callSid: string, serial: number, step: Step): boolean {
  const { state } = context
  const run = state.runs.get(callSid)
  const call = state.calls.get(callSid)
  // An event may have replaced the document or ended the call in the meantime.
  const depth = run?.frames.findIndex((frame) => frame.serial === serial) ?? -1
  if (!run || !call || isOver(call) || depth < 0 || step.do === 'wait') return false
  if (step.do === 'end') hangUp(context, call, step.status, { reason: step.reason })
  else if (step.do === 'fail') failCall(context, callSid, { url: null, ...step })
  else if (step.do === 'request') {
    updateFrame(context, callSid, serial, (frame) => ({ ...frame, requesting: true, request: step.request }))
    endMeanwhile(context, callSid, serial)
    request(context, call, serial, step.request)
  } else if (step.do === 'leave' && depth > 0) leaveDocument(context, callSid, serial)
  else {
    if (step.do === 'leave') addTimelineEntry(context, callSid, 'not executed', 'The call is not in a queue.')
    endMeanwhile(context, callSid, serial)
    updateFrame(context, callSid, serial, (frame) => ({
      ...frameOf(frame, frame.role),
      index: frame.index + 1,
    }))
    return true
  }
  return false
}

/** Ends documents that run while a verb waits. */
function endMeanwhile(context: TexmlContext, callSid: string, serial: number): void {
  updateFrame(context, callSid, serial, ({ meanwhile_request: _, ...frame }) => ({
    ...frame,
    meanwhile: frame.meanwhile + 1,
  }))
  withFrame(context, callSid, serial, (run, depth) => {
    context.state.runs.put({ ...run, frames: run.frames.slice(0, depth + 1) })
    for (const frame of run.frames.slice(depth + 1).toReversed())
      abandonVerb(context, callSid, frame, 'replaced')
  })
}

/** Ends the document that runs while a verb waits, because the call leaves what it waits for. */
function leaveDocument(context: TexmlContext, callSid: string, serial: number): void {
  const frames = context.state.runs.get(callSid)?.frames ?? []
  const parent = frames[frames.findIndex((frame) => frame.serial === serial) - 1]
  if (!parent) return
  endMeanwhile(context, callSid, parent.serial)
  dispatchTo(context, callSid, parent.serial, { type: 'document-ended', left: true })
}

/** Begins verbs, one after the other, until one waits or the document ends. */
function runVerbs(context: TexmlContext, callSid: string): void {
  const { state } = context
  for (;;) {
    const run = state.runs.get(callSid)
    const call = state.calls.get(callSid)
    const frame = run?.frames.at(-1)
    if (!run || !frame || !call || isOver(call)) return
    // Counted across documents: an empty one that is asked for whenever it ends would never let time pass.
    const pace = nextPace(run.pace, context.clock.now())
    if (pace.begun > maxVerbsPerSecond) {
      failCall(context, callSid, tooMany(`${maxVerbsPerSecond} verbs within one second`))
      return
    }
    const serial = run.serial + 1
    const numbered = { ...frame, serial }
    state.runs.put({ ...run, serial, pace, frames: [...run.frames.slice(0, -1), numbered] })
    const current = runningVerb(context, callSid, numbered)
    if (current === undefined) {
      endDocument(context, call, run)
      return
    }
    const { handler, turn, name } = current
    if (name === 'Redirect') {
      if (run.redirects >= maxRedirects) {
        failCall(context, callSid, tooMany(`${maxRedirects} redirects`))
        return
      }
      state.runs.put({ ...(state.runs.get(callSid) as RunRow), redirects: run.redirects + 1 })
    }
    if (isUnanswered(call) && (handler.answers?.(turn) ?? true)) answer(context, call)
    if (!perform(context, callSid, serial, handler.begin(turn))) return
  }
}

function isUnanswered({ status, direction }: CallRow): boolean {
  return direction === 'inbound' && status !== 'in-progress'
}

function tooMany(what: string) {
  return { code: 'too-many-verbs', message: `The call was ended after ${what}.`, url: null }
}

/** Ends the running document: the call if it is its own, otherwise what ran meanwhile. */
function endDocument(context: TexmlContext, call: CallRow, run: RunRow): void {
  const parent = run.frames.at(-2)
  if (!parent) {
    // An empty document answers the call first, and so does one with verbs that need no answer.
    if (isUnanswered(call)) answer(context, call)
    context.callEvents.emit({ type: 'call.document-ended', call: context.state.calls.get(call.id) ?? call })
    return
  }
  context.state.runs.put({ ...run, frames: run.frames.slice(0, -1) })
  dispatchTo(context, call.id, parent.serial, { type: 'document-ended', left: false })
}

/** Requests the document that replaces the running one. */
function request(context: TexmlContext, call: CallRow, serial: number, wanted: DocumentRequest): void {
  void fetchFor(context, call, serial, wanted, (document, run, depth) => {
    if (isFailure(document)) {
      failCall(context, call.id, document)
      return
    }
    noteDocument(context, call.id, document)
    const read = readDocument(document)
    if (isFailure(read)) {
      failCall(context, call.id, read)
      return
    }
    const role = run.frames[depth]?.role ?? 'call'
    context.state.runs.put({ ...run, frames: [...run.frames.slice(0, depth), frameOf(document, role)] })
    runVerbs(context, call.id)
  })
}

/** Runs a document until it ends, while the verb waits. */
function runMeanwhile(context: TexmlContext, call: CallRow, serial: number, wanted: DocumentRequest): void {
  updateFrame(context, call.id, serial, (frame) => ({
    ...frame,
    meanwhile: frame.meanwhile + 1,
    meanwhile_request: wanted,
  }))
  const asked = frameBy(context, call.id, serial)?.meanwhile
  const use: DocumentUse = (fetched, run, depth) => {
    if (run.frames[depth]?.meanwhile !== asked) return
    updateFrame(context, call.id, serial, ({ meanwhile_request: _, ...frame }) => frame)
    const document = isFailure(fetched) ? fetched : playable(fetched)
    const read = isFailure(document) ? document : readDocument(document)
    if (isFailure(document) || isFailure(read)) {
      addTimelineEntry(
        context,
        call.id,
        'document not run',
        (isFailure(read) ? read : (document as DocumentFailure)).message,
      )
      dispatchTo(context, call.id, serial, { type: 'document-ended', left: false })
      return
    }
    noteDocument(context, call.id, document)
    const frames = context.state.runs.get(call.id)?.frames.slice(0, depth + 1) ?? []
    context.state.runs.put({ ...run, frames: [...frames, frameOf(document, 'wait')] })
    runVerbs(context, call.id)
  }
  const sound = soundAddress(wanted.url, frameBy(context, call.id, serial)?.url ?? null)
  if (sound === undefined) void fetchFor(context, call, serial, wanted, use)
  else withFrame(context, call.id, serial, (run, depth) => use(soundDocument(sound), run, depth))
}

/** The running verb of a document; undefined at its end. */
function runningVerb(context: TexmlContext, callSid: string, frame: FrameRow) {
  const read = readDocument(frame)
  const element = isFailure(read) ? undefined : read[frame.index]
  const call = context.state.calls.get(callSid)
  if (!element || !call) return undefined
  const name = element.name as VerbName
  const isExecuted = Object.hasOwn(handlers, name) && (frame.role === 'call' || waitVerbs.includes(name))
  const handler: VerbHandler = (isExecuted ? handlers[name] : handlers.unknown) as VerbHandler
  const { serial } = frame
  const turn = createTurn(context, call, frame, element, {
    dispatch: (event) => dispatchTo(context, callSid, serial, event),
    runMeanwhile: (wanted) => runMeanwhile(context, context.state.calls.get(callSid) ?? call, serial, wanted),
    stopMeanwhile: () => endMeanwhile(context, callSid, serial),
  })
  return { name, handler, turn }
}
