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

/** Why a participant left. */
export type LeaveReason = 'left' | 'kicked' | 'ended'

/** The connection that a handle belongs to, before and after it becomes a participant. */
export interface ConnectionContext {
  readonly room: LiveRoom
  /** Id of the participant that the connection represents, once it has claimed one. */
  readonly participantId: string | undefined
  /**
   * Claims a participant id for this connection. No other connection can then use it.
   *
   * @throws {PluginError} when the id is taken, or the connection has claimed another one.
   */
  claim(participantId: string): void
  /**
   * Makes the connection a participant of the room.
   *
   * @throws {ConnectionRefusal} when the room is full or was deleted.
   */
  enter(display: Display): void
  /** Removes the participant from the room. */
  exit(): void
}

/** A request to a plugin. */
export interface PluginRequest {
  readonly body: Readonly<Record<string, unknown>>
  readonly jsep: Jsep | undefined
}

/** A plugin's response. */
export interface PluginResponse {
  readonly data: PluginData
  readonly jsep?: Jsep
}

/** Plugin state of one handle. */
export interface Plugin {
  /** @throws {PluginError} to reject the request. */
  request(request: PluginRequest): Promise<PluginResponse>
  close(reason: LeaveReason): void
}

/** Creates the plugin state of a handle. `sendEvent` sends an event to the browser. */
export type CreatePlugin = (context: ConnectionContext, sendEvent: (data: PluginData) => void) => Plugin

/**
 * Validates the body of a request.
 *
 * @throws {PluginError} when it does not match the schema.
 */
export function readBody<T>(schema: GenericSchema<unknown, T>, body: unknown): T {
  const read = v.safeParse(schema, body)
  if (read.success) return read.output
  const [issue] = read.issues
  throw new PluginError(
    pluginErrors.invalidElement,
    `${v.getDotPath(issue) ?? 'body'}: expected ${issue.expected ?? issue.type}`,
  )
}

/**
 * Reads the display of a connection and claims its participant id.
 *
 * @throws {PluginError} when the display is invalid or the id is taken.
 */
export function readOwnDisplay(context: ConnectionContext, text: string): Display {
  const display = readDisplay(text)
  if (!display) throw new PluginError(pluginErrors.invalidElement, 'The display must be JSON in base64')
  context.claim(display.participantId)
  return display
}

/**
 * Returns the SDP of a request.
 *
 * @throws {PluginError} when the request has no SDP of this type.
 */
export function requireJsep(jsep: Jsep | undefined, type: Jsep['type']): string {
  if (jsep?.type !== type) throw new PluginError(pluginErrors.invalidSdp, `The ${type} is missing`)
  return jsep.sdp
}

/** Awaits a negotiation. A `TypeError`, which reports an invalid SDP, becomes a `PluginError`. */
export async function negotiate<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof TypeError) throw new PluginError(pluginErrors.invalidSdp, error.message)
    throw error
  }
}
