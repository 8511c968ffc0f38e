import type { TexmlDocument } from '@greenroom/core/texml/document'
import type { InstructionRequest, StatusCallback } from '@greenroom/core/webhooks'

/** Returns the next document of a call. */
export type Instruct = (request: InstructionRequest, url: URL) => TexmlDocument

/** Handles a report, to which the API expects no document. */
export type Receive = (callback: StatusCallback) => void | Promise<void>

/** A part of the app: its paths, and what responds to requests for them. */
export interface Feature {
  readonly instructions: Readonly<Record<string, Instruct>>
  readonly callbacks?: Readonly<Record<string, Receive>>
}
