/**
 * The endpoints of TeXML: one module per resource, and `createTexml` to bind them to a client and an account.
 *
 * @module
 */
import { type Bound, bind } from '../bind.ts'
import { createClient } from '../client.ts'
import * as applications from './applications.ts'
import * as assistants from './assistants.ts'
import * as callRecordings from './call-recordings.ts'
import * as callSiprec from './call-siprec.ts'
import * as callStreams from './call-streams.ts'
import * as calls from './calls.ts'
import * as conferenceParticipants from './conference-participants.ts'
import * as conferences from './conferences.ts'
import * as queues from './queues.ts'
import * as recordings from './recordings.ts'
import * as secrets from './secrets.ts'
import * as transcriptions from './transcriptions.ts'

export { type BoundCalls, type FindRecentCallInput, findRecentCall } from '../helpers/find-recent-call.ts'
export type { Recording } from '../schema/recording-model.ts'
export type { Application } from './applications.ts'
export type { Call, PlacedCall } from './calls.ts'
export type { ConferenceParticipant } from './conference-participants.ts'
export type { Conference } from './conferences.ts'
export type { Queue } from './queues.ts'
export type { Transcription } from './transcriptions.ts'

import type { Client, ClientOptions } from '../types.ts'

export {
  applications,
  assistants,
  callRecordings,
  callSiprec,
  callStreams,
  calls,
  conferenceParticipants,
  conferences,
  queues,
  recordings,
  secrets,
  transcriptions,
}

// Listed by name: if a module is passed as a whole, bundlers keep all of its exports.
const modules = {
  applications: {
    list: applications.list,
    create: applications.create,
    retrieve: applications.retrieve,
    update: applications.update,
    delete: applications.delete,
  },
  assistants: { retrieveTexml: assistants.retrieveTexml },
  calls: {
    list: calls.list,
    create: calls.create,
    retrieve: calls.retrieve,
    update: calls.update,
    dial: calls.dial,
    dialAi: calls.dialAi,
  },
  callRecordings: { list: callRecordings.list, start: callRecordings.start, update: callRecordings.update },
  callSiprec: { start: callSiprec.start, update: callSiprec.update },
  callStreams: { start: callStreams.start, update: callStreams.update },
  conferences: {
    list: conferences.list,
    retrieve: conferences.retrieve,
    update: conferences.update,
    listRecordings: conferences.listRecordings,
    listRecordingResources: conferences.listRecordingResources,
  },
  conferenceParticipants: {
    list: conferenceParticipants.list,
    create: conferenceParticipants.create,
    retrieve: conferenceParticipants.retrieve,
    update: conferenceParticipants.update,
    delete: conferenceParticipants.delete,
  },
  queues: {
    list: queues.list,
    create: queues.create,
    retrieve: queues.retrieve,
    update: queues.update,
    delete: queues.delete,
  },
  recordings: { list: recordings.list, retrieve: recordings.retrieve, delete: recordings.delete },
  transcriptions: {
    list: transcriptions.list,
    retrieve: transcriptions.retrieve,
    delete: transcriptions.delete,
  },
  secrets: { create: secrets.create },
}

/** All TeXML endpoints, bound to one client. `Given` names the input fields that it adds. */
export type Texml<Given extends string = never> = {
  readonly [Name in keyof typeof modules]: Bound<(typeof modules)[Name], Given>
}

/** Defaults of all TeXML calls. */
export interface TexmlDefaults {
  /** Account SID of calls that do not name another. */
  readonly accountSid: string
}

/**
 * Binds all TeXML endpoints to a client, or to a new client with the given options, and to an account. With
 * the default `accountSid`, calls can omit `account_sid`.
 *
 * @example
 * ```ts
 * import { createTexml } from '@greenroom/core/texml'
 *
 * const texml = createTexml({ apiKey: 'KEY…' }, { accountSid: '61bf923e-5e4d-4595-a110-56190ea18a1b' })
 * await texml.calls.create({
 *   ApplicationSid: '1293384261075731499',
 *   From: '+13125550001',
 *   To: '+13125550002',
 *   Url: 'https://app.example/hello.xml',
 * })
 * ```
 */
export function createTexml(options: ClientOptions | Client): Texml
export function createTexml(options: ClientOptions | Client, defaults: TexmlDefaults): Texml<'account_sid'>
// @__NO_SIDE_EFFECTS__
export function createTexml(options: ClientOptions | Client, defaults?: TexmlDefaults): Texml<string> {
  const client = 'request' in options ? options : createClient(options)
  const input = defaults ? { account_sid: defaults.accountSid } : {}
  return Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [name, bind(client, module, input)]),
  ) as Texml<string>
}
