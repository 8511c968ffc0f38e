import type { AttributesOf, ResponseChild, TexmlElement, verbs } from '@greenroom/core/texml/language'
import type { CallRow, CallStatus } from '../state/texml-rows.ts'
import type { TexmlContext } from '../texml/context.ts'
import type { VoiceEvent } from './voice-event.ts'

export type { VoiceEvent } from './voice-event.ts'

/** A verb that may stand directly in a document. */
export type VerbName = ResponseChild

/** A request for a document. */
export interface DocumentRequest {
  /** Absolute address, or one relative to that of the running document. */
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** Fields in addition to those of the call. */
  readonly fields?: Readonly<Record<string, string | undefined>>
}

/** What follows after a verb has begun or reacted to an event. */
export type Step =
  /** It still runs. */
  | { readonly do: 'wait' }
  /** The next verb runs. */
  | { readonly do: 'next' }
  /** The document ends, and the call leaves the queue in which it ran. */
  | { readonly do: 'leave' }
  /** The response to a request replaces the document. */
  | { readonly do: 'request'; readonly request: DocumentRequest }
  /** The call ends. */
  | { readonly do: 'end'; readonly status: CallStatus; readonly reason: string }
  /** The call fails, because its document cannot be followed. */
  | { readonly do: 'fail'; readonly code: string; readonly message: string; readonly url?: string }

/** The running verb of a call, and what it can do. */
export interface Turn<Name extends VerbName = VerbName, Memory = unknown> {
  readonly context: TexmlContext
  /** The call as it is now. */
  readonly call: CallRow
  readonly element: TexmlElement
  /** Attributes with defaults. */
  readonly attributes: AttributesOf<(typeof verbs)[Name]>
  /** Text of the element, trimmed. */
  readonly text: string
  /** What the verb remembered; undefined before the first `remember`. */
  readonly memory: Memory | undefined
  /** Replaces what the verb remembers. It is part of snapshots, so it must be JSON. */
  remember(memory: Memory): void
  /** Lets a `timer` event come after a number of seconds, unless the verb is over by then. */
  after(secs: number, what: string): void
  /** Returns an address relative to the running document; undefined if it cannot be resolved. */
  resolve(url: string): string | undefined
  /**
   * Runs the document at an address until it ends, which a `document-ended` event reports. A sound is played
   * as a document with `<Play>`.
   */
  runMeanwhile(request: DocumentRequest): void
  /** Ends a document that `runMeanwhile` began, or its request. */
  stopMeanwhile(): void
  /** Does asynchronous work. Its result is an event, unless the verb is over by then. */
  fetch(work: () => Promise<VoiceEvent>): void
  /**
   * Opens the verb's WebSocket, which `socket` events report about.
   *
   * @returns why it may not be opened; undefined if it may.
   */
  connect(url: string): string | undefined
  /**
   * Sends a frame as JSON over the verb's WebSocket.
   *
   * @param answerMs - how long the clock waits for an answer, in milliseconds of real time. Default: 0.
   */
  sendFrame(frame: object, answerMs?: number): void
  /** Ends the wait for an answer, or extends it by milliseconds of real time. */
  answered(moreMs?: number): void
  /** Closes the verb's WebSocket. No event reports that. */
  disconnect(): void
  /** Sends a request and ignores the response. */
  notify(request: DocumentRequest, type: string): void
  /** Sets variables of templates: of later documents, and of the rest of the running one. */
  setVariables(variables: Readonly<Record<string, string>>): void
  /** Adds an entry to the timeline. */
  note(what: string, detail?: string | null): void
}

/** Executes a verb. */
export interface VerbHandler<Name extends VerbName = VerbName, Memory = unknown> {
  /** Whether a ringing call is answered before the verb begins. Default: yes. */
  answers?(turn: Turn<Name, Memory>): boolean
  /** Begins the verb. */
  begin(turn: Turn<Name, Memory>): Step
  /** Reacts to an event. Default: it goes on. */
  on?(turn: Turn<Name, Memory>, event: VoiceEvent): Step
  /** Ends what the verb began, because the call ended or its document was replaced. */
  abandon?(turn: Turn<Name, Memory>, why: 'hangup' | 'replaced'): void
}

export const wait: Step = { do: 'wait' }
export const next: Step = { do: 'next' }

/** Returns the step of a verb with an `action`: its request if it has one, otherwise the next verb. */
export function actionOr(
  url: string | undefined,
  method: 'GET' | 'POST',
  fields: DocumentRequest['fields'],
  otherwise: Step = next,
): Step {
  return url === undefined
    ? otherwise
    : { do: 'request', request: { url, method, ...(fields && { fields }) } }
}
