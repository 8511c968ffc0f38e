import { sendCallProgress } from '../texml/call-lifecycle.ts'
import type { TexmlContext } from '../texml/context.ts'
import { transcribeSpeech } from '../texml/fork-lifecycle.ts'
import { recordSpeech } from '../texml/recording-lifecycle.ts'
import { dispatch, isAtVerb } from './interpreter.ts'
import { streamKey } from './streams.ts'

/** Length of a `w` among keys, in seconds. */
const pauseSecs = 0.5

/** Presses the keys of a call's remote party one after the other; `w` waits for half a second. */
export function pressKeys(context: TexmlContext, callSid: string, keys: string): void {
  for (const [index, key] of [...keys].entries()) {
    if (key === 'w') {
      const rest = keys.slice(index + 1)
      if (rest !== '')
        context.scheduler.add(
          { kind: 'press-keys', call_sid: callSid, keys: rest },
          pauseSecs,
          context.clock.now(),
        )
      return
    }
    const call = context.state.calls.get(callSid)
    if (call?.status !== 'in-progress') return
    sendCallProgress(context, call, 'dtmf', { CallStatus: 'dtmf', Digit: key })
    streamKey(context, callSid, key)
    dispatch(context, callSid, { type: 'key', key })
  }
}

/** Lets a call's remote party say something. */
export function speak(context: TexmlContext, callSid: string, text: string): void {
  const call = context.state.calls.get(callSid)
  if (!call) return
  recordSpeech(context, call, text)
  transcribeSpeech(context, call, text)
  dispatch(context, callSid, { type: 'speech', text })
}

/** Plays the response to the `<Refer>` of a call. Returns whether the call is in one. */
export function respondToRefer(context: TexmlContext, callSid: string, status: number): boolean {
  return isAtVerb(context, callSid, 'Refer') && dispatch(context, callSid, { type: 'refer', status })
}
