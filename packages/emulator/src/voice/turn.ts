import { definitionOf, readAttributes, type TexmlElement, textOf } from '@greenroom/core/texml/language'
import type { CallRow, FrameRow } from '../state/texml-rows.ts'
import { addTimelineEntry } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import { resolveAddress } from './addresses.ts'
import { requestFields } from './document-requests.ts'
import { frameBy, setVariables, updateFrame } from './frames.ts'
import type { Turn, VoiceEvent } from './verb-handler.ts'

/** What a turn needs of the interpreter. */
export interface TurnActions extends Pick<Turn, 'runMeanwhile' | 'stopMeanwhile'> {
  /** Reports an event to the verb, unless it is over. */
  readonly dispatch: (event: VoiceEvent) => void
}

/** Returns what a verb is and can do while it runs. */
export function createTurn(
  context: TexmlContext,
  call: CallRow,
  frame: FrameRow,
  element: TexmlElement,
  { dispatch, runMeanwhile, stopMeanwhile }: TurnActions,
): Turn {
  const callSid = call.id
  const { serial } = frame
  const definition = definitionOf(element.name)
  const attributes = definition ? readAttributes(definition, element).values : {}
  const socketId = `${callSid} ${serial}`
  const turn: Turn = {
    context,
    get call() {
      return context.state.calls.get(callSid) ?? call
    },
    element,
    attributes: attributes as Turn['attributes'],
    text: textOf(element).trim(),
    get memory() {
      // A verb that is abandoned has no frame any more.
      return (frameBy(context, callSid, serial) ?? frame).memory ?? undefined
    },
    remember: (memory) => updateFrame(context, callSid, serial, (row) => ({ ...row, memory })),
    after: (secs, what) =>
      context.scheduler.add(
        { kind: 'advance-run', call_sid: callSid, serial, what },
        secs,
        context.clock.now(),
      ),
    resolve: (url) => resolveAddress(url, frame.url),
    runMeanwhile,
    stopMeanwhile,
    fetch(work) {
      const atMark = context.clock.mark()
      const setFetching = (fetching: boolean) =>
        updateFrame(context, callSid, serial, (row) => ({ ...row, fetching }))
      const report = (event: VoiceEvent) => {
        setFetching(false)
        dispatch(event)
      }
      setFetching(true)
      void context.pending.track(work().then((event) => atMark(() => report(event))))
    },
    notify({ url, method, fields = {} }, type) {
      const address = resolveAddress(url, frame.url)
      if (address === undefined) {
        addTimelineEntry(context, callSid, 'not sent', url)
        return
      }
      context.outbox.sendForm({
        url: address,
        method,
        type,
        fields: requestFields(turn.call, fields),
      })
    },
    connect(url) {
      const refused = context.outbox.prohibition(url)
      if (refused === undefined) context.sockets.open(socketId, url, (event) => dispatch(event))
      return refused
    },
    sendFrame: (frame, answerMs) => context.sockets.send(socketId, frame, answerMs),
    answered: (moreMs) => context.sockets.answered(socketId, moreMs),
    disconnect: () => context.sockets.close(socketId),
    setVariables: (added) => setVariables(context, callSid, serial, added),
    note: (what, detail = null) => addTimelineEntry(context, callSid, what, detail),
  }
  return turn
}
