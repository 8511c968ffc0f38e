import type { GenericSchema } from 'valibot'
import * as v from 'valibot'
import type { LiveRoom } from '../room.ts'
import {
  type Display,
  type Jsep,
  type PluginData,
  PluginError,
  pluginErrors,
  readDisplay,
} from './messages.ts'

/** Why somebody is no longer there. */
export type LeaveReason = 'left' | 'kicked' | 'ended'

/** Who has a handle: a page, before and after it became a participant. */
export interface ConnectionContext {
  readonly room: LiveRoom
  /** The participant that they are, once they said so. */
  readonly participantId: string | undefined
  /**
   * Makes an id theirs; nobody else may speak by it.
   *
   * @throws {PluginError} when it is somebody else's, or they already have another.
   */
  claim(participantId: string): void
  /**
   * Makes them a participant.
   *
   * @throws {ConnectionRefusal} when the room is full or gone.
   */
  enter(display: Display): void
  /** Ends their being a participant. */
  exit(): void
}

/** A request to a plugin. */
export interface PluginRequest {
  readonly body: Readonly<Record<string, unknown>>
  readonly jsep: Jsep | undefined
}

/** What a plugin answers. */
export interface PluginResponse {
  readonly data: PluginData
  readonly jsep?: Jsep
}

/** The plugin's end of a handle. */
export interface Plugin {
  /** @throws {PluginError} to refuse. */
  request(request: PluginRequest): Promise<PluginResponse>
  close(why: LeaveReason): void
}

/** Makes a plugin's end of a handle; `tell` sends an event to it. */
export type CreatePlugin = (caller: ConnectionContext, tell: (data: PluginData) => void) => Plugin

/** Reads the body of a request. */
export function readBody<T>(schema: GenericSchema<unknown, T>, body: unknown): T {
  const read = v.safeParse(schema, body)
  if (read.success) return read.output
  const [issue] = read.issues
  throw new PluginError(
    pluginErrors.invalidElement,
    `${v.getDotPath(issue) ?? 'The body'}: expected ${issue.expected ?? issue.type}`,
  )
}

/** Reads who somebody says they are, and holds them to it. */
export function readOwnDisplay(caller: ConnectionContext, text: string): Display {
  const display = readDisplay(text)
  if (!display) throw new PluginError(pluginErrors.invalidElement, 'The display is not base64 of its JSON')
  caller.claim(display.participantId)
  return display
}

/** The description that a request must bring. */
export function requireJsep(jsep: Jsep | undefined, type: Jsep['type']): string {
  if (jsep?.type !== type) throw new PluginError(pluginErrors.invalidSdp, `There is no ${type}`)
  return jsep.sdp
}

/** Gives media a description of a page; what it cannot read is the page's fault. */
export async function negotiate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof TypeError) throw new PluginError(pluginErrors.invalidSdp, error.message)
    throw error
  }
}
