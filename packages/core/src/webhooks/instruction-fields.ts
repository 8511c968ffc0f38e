import type { CallbackFields, CallState, Maybe, OfCall } from './callback-fields.ts'

/** A call that asks for a document. */
interface Call extends OfCall {
  /** Status of the call: `ringing` or `in-progress`. */
  readonly CallStatus?: Maybe<CallState>
  /** The caller name. */
  readonly CallerId?: Maybe<string>
  /** `pstn` or `sip`. */
  readonly CallingPartyType?: Maybe<string>
  /** SIP URI of the calling party, without `sip:`. */
  readonly FromSipUri?: Maybe<string>
  /** SIP URI of the called party, without `sip:`. */
  readonly ToSipUri?: Maybe<string>
  /** The call that placed this one by a `<Dial>` (SID). */
  readonly ParentCallSid?: Maybe<string>
  /** A custom header of a SIP call, such as `SipHeader_X-Account`. */
  readonly [header: `SipHeader_${string}`]: Maybe<string>
}

/** The fields of each kind of instruction request. */
export interface InstructionFields {
  /** A call came in or was answered. Respond with its first document. */
  readonly call: Call
  /** A `<Redirect>` asks for the next document. */
  readonly redirect: Call
  /** A `<Gather>` has ended: its `action` or `invalidDigitsAction`. */
  readonly gather: Omit<CallbackFields['gather'], 'UnstableSpeechResult'>
  /** A `<Dial>` has ended: its `action`. */
  readonly dial: CallbackFields['dial']
  /** A `<Record>` has ended: its `action`. The response is ignored if the caller has hung up. */
  readonly record: CallbackFields['record']
  /** The call left the queue of an `<Enqueue>`: its `action`. */
  readonly enqueue: CallbackFields['enqueue']
  /** A `<Refer>` has ended: its `action`. */
  readonly refer: CallbackFields['refer']
}
