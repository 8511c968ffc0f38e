import type { Application } from '@greenroom/core/texml'
import { refusals } from '../http/refusal.ts'
import type { ApplicationRow, CallRow } from '../state/texml-rows.ts'
import { createCall, startRinging } from '../texml/call-lifecycle.ts'
import { callbackRow, type TexmlContext } from '../texml/context.ts'
import { followInstructions } from '../texml/instructions.ts'

/** A call from outside, and what answers it. */
export interface InboundCall {
  readonly from: string
  readonly to: string
  /** The application that is called. */
  readonly application_sid?: string | undefined
  /** Address of the document, instead of an application. */
  readonly url?: string | undefined
  /** The document, instead of an application. */
  readonly texml?: string | undefined
}

/** How long an inbound call rings at most, and how long it may take, in seconds. */
const ringSecs = 600
const limitSecs = 14_400

/**
 * Lets a call come in: it rings, and its document is fetched at once. Without an application, an address or a
 * document, it goes to the application with the called number as its name, or else to the newest one.
 *
 * @throws {Refusal} 422 for more than one of them, for an unknown application, or if none exists.
 */
export function receiveCall(context: TexmlContext, input: InboundCall): CallRow {
  const { application_sid, url, texml } = input
  if ([application_sid, url, texml].filter((target) => target !== undefined).length > 1) {
    throw refusals.unprocessable('Give one of application_sid, url and texml')
  }
  const application = url === undefined && texml === undefined ? findApplication(context, input) : undefined
  const fields = application?.fields as Partial<Application> | undefined
  const call = createCall(context, {
    account_sid: context.accountSid(),
    application_sid: application?.id ?? '',
    from: input.from,
    to: input.to,
    caller_name: null,
    direction: 'inbound',
    parent_call_sid: null,
    instructions: {
      texml: texml ?? null,
      urls: url === undefined ? voiceUrls(fields) : [{ url, method: 'POST' }],
    },
    callback: callbackRow(
      fields?.status_callback,
      undefined,
      'completed',
      upper(fields?.status_callback_method),
    ),
    ring_secs: ringSecs,
    limit_secs: limitSecs,
    record: null,
    detection: null,
  })
  const ringing = startRinging(context, call)
  followInstructions(context, ringing)
  return context.state.calls.get(call.id) ?? ringing
}

function findApplication({ state }: TexmlContext, { application_sid, to }: InboundCall): ApplicationRow {
  const all = state.applications.all()
  const found =
    application_sid === undefined
      ? (all.find(({ fields }) => fields['friendly_name'] === to) ?? all[0])
      : state.applications.get(application_sid)
  if (!found) throw refusals.unprocessable('There is no such application', { pointer: '/application_sid' })
  return found
}

function voiceUrls(application: Partial<Application> | undefined): CallRow['instructions']['urls'] {
  const method = upper(application?.voice_method) ?? 'POST'
  return [application?.voice_url, application?.voice_fallback_url].flatMap((url) =>
    url ? [{ url, method }] : [],
  )
}

function upper(method: string | null | undefined): 'GET' | 'POST' | undefined {
  return method ? (method.toUpperCase() as 'GET' | 'POST') : undefined
}
