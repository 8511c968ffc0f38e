import type { Application } from '@greenroom/core/texml'
import type * as calls from '@greenroom/core/texml/calls'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { refusals } from '../http/refusal.ts'
import type { CallRow } from '../state/texml-rows.ts'
import { rowsOf } from './accounts.ts'
import { addTimelineEntry, endCall, isOver, placeCall } from './call-lifecycle.ts'
import { callbackRow, type TexmlContext } from './context.ts'
import { findCall } from './find.ts'
import { followInstructions } from './instructions.ts'
import { detectionRow } from './machine-detection.ts'
import { isWithin, texmlPageOf } from './paging.ts'
import { callView } from './views.ts'

type RecordInput = Pick<
  calls.DialAiInput,
  | 'Record'
  | 'RecordingChannels'
  | 'RecordingTrack'
  | 'RecordingStatusCallback'
  | 'RecordingStatusCallbackEvent'
  | 'RecordingStatusCallbackMethod'
>

/** Input of a call with instructions: with an account and an application, or with a connection only. */
type PlaceInput = Omit<calls.CreateInput, 'account_sid' | 'ApplicationSid' | 'Url' | 'Texml'> &
  Pick<calls.DialInput, 'Url' | 'Method' | 'Texml'>

/** Creates the handlers of the endpoints for phone calls. */
export function createCallHandlers(context: TexmlContext): Handlers<typeof calls> {
  const { state } = context
  const applicationOf = (id: string) => state.applications.get(id)?.fields as Partial<Application> | undefined
  const placedView = ({ id, from, to }: CallRow) => ({ call_sid: id, from, to, status: 'queued' })
  const place = (account_sid: string, application_sid: string, input: PlaceInput) => {
    const application = applicationOf(application_sid)
    const method = input.Method ?? input.UrlMethod
    const fallbackUrl = input.FallbackUrl ?? application?.voice_fallback_url
    return placedView(
      placeCall(context, {
        account_sid,
        application_sid,
        ...partiesOf(input),
        instructions: {
          texml: input.Texml ?? null,
          urls: [
            ...addressOf(input.Url ?? application?.voice_url, method ?? application?.voice_method),
            ...addressOf(fallbackUrl, method),
          ],
        },
        // A call that supervises another sends no callbacks.
        callback: callbackRow(
          input.SuperviseCallSid === undefined
            ? (input.StatusCallback ?? application?.status_callback)
            : null,
          input.StatusCallbackEvent,
          'completed',
          input.StatusCallbackMethod ?? upper(application?.status_callback_method),
          { failover_url: fallbackUrl },
        ),
        record: recordOf(input),
        detection: detectionOf(input, application),
      }),
    )
  }
  return {
    list({
      account_sid,
      To,
      From,
      Status,
      StartTime,
      StartTime_gt,
      StartTime_lt,
      EndTime,
      EndTime_gt,
      EndTime_lt,
      ...paging
    }) {
      const rows = rowsOf(context, state.calls, account_sid).filter(
        (call) =>
          (To === undefined || call.to === To) &&
          (From === undefined || call.from === From) &&
          (Status === undefined || call.status === Status) &&
          within(call.created_ms, StartTime, StartTime_gt, StartTime_lt) &&
          within(call.ended_ms, EndTime, EndTime_gt, EndTime_lt),
      )
      return texmlPageOf(rows, paging, `/texml/Accounts/${account_sid}/Calls.json`, callView)
    },

    create: ({ account_sid, ApplicationSid, ...input }) =>
      place(account_sid, ApplicationSid, { ...input, Method: undefined }),

    retrieve: ({ account_sid, call_sid }) => callView(findCall(context, account_sid, call_sid)),

    update({ account_sid, call_sid, Status, Url, Method, FallbackUrl, FallbackMethod, Texml, ...callback }) {
      const call = findCall(context, account_sid, call_sid)
      if (isOver(call)) {
        if (Url !== undefined || Texml !== undefined)
          throw refusals.callOver(`The call is over (${call.status})`)
        return callView(call)
      }
      if (callback.StatusCallback !== undefined) {
        const statusCallback = callbackRow(
          callback.StatusCallback,
          call.callback.events.join(' '),
          '',
          callback.StatusCallbackMethod,
          { failover_url: FallbackUrl ?? call.callback.failover_url },
        )
        state.calls.put({ ...call, callback: statusCallback })
      }
      const changed = findCall(context, account_sid, call_sid)
      if (Status === 'completed') {
        endCall(context, changed, 'ended with the API')
      } else if (Texml !== undefined || Url !== undefined) {
        const urls = [...addressOf(Url, Method), ...addressOf(FallbackUrl, FallbackMethod)]
        const redirected = state.calls.put({ ...changed, instructions: { texml: Texml ?? null, urls } })
        addTimelineEntry(context, call_sid, 'redirected', Url ?? null)
        // A call that came in follows instructions while it rings.
        if (redirected.status === 'in-progress' || redirected.direction === 'inbound')
          followInstructions(context, redirected)
      }
      return callView(findCall(context, account_sid, call_sid))
    },

    dial: ({ connection_id, ...input }) => place(context.accountSid(), connection_id, input),

    dialAi(input) {
      return placedView(
        placeCall(context, {
          account_sid: context.accountSid(),
          application_sid: input.connection_id,
          ...partiesOf(input),
          // The emulator has no assistant: the call is silent.
          instructions: { texml: null, urls: [] },
          callback: callbackRow(
            input.StatusCallback,
            input.StatusCallbackEvent,
            'completed',
            input.StatusCallbackMethod,
            { more_urls: input.StatusCallbacks },
          ),
          record: recordOf(input),
          detection: detectionOf(input),
        }),
      )
    },
  }
}

/** Returns the parties and time limits of a call, from an input. */
export function partiesOf(input: {
  readonly From?: string | undefined
  readonly To?: string | undefined
  readonly CallerId?: string | undefined
  readonly Timeout?: number | undefined
  readonly TimeLimit?: number | undefined
}) {
  return {
    from: input.From ?? '',
    to: input.To ?? '',
    caller_name: input.CallerId ?? null,
    ring_secs: input.Timeout ?? 30,
    limit_secs: input.TimeLimit ?? 14_400,
  }
}

/** Returns how a call is recorded, or null if it is not. */
export function recordOf(input: RecordInput): CallRow['record'] {
  if (!input.Record) return null
  return {
    channels: input.RecordingChannels === 'dual' ? 2 : 1,
    track: input.RecordingTrack ?? 'both',
    callback: callbackRow(
      input.RecordingStatusCallback,
      input.RecordingStatusCallbackEvent,
      'completed',
      input.RecordingStatusCallbackMethod,
    ),
  }
}

type DetectionInput = Pick<
  calls.DialAiInput,
  | 'MachineDetection'
  | 'AsyncAmd'
  | 'AsyncAmdStatusCallback'
  | 'AsyncAmdStatusCallbackMethod'
  | 'StatusCallback'
  | 'StatusCallbackMethod'
>

/**
 * Returns the answering machine detection of a call, or null if it is off. The document waits for its result,
 * which goes to the status callback then, unless the detection is asynchronous.
 */
function detectionOf(input: DetectionInput, application?: Partial<Application>): CallRow['detection'] {
  const url = input.StatusCallback ?? application?.status_callback
  const method = input.StatusCallbackMethod ?? upper(application?.status_callback_method)
  return input.AsyncAmd
    ? detectionRow(input.MachineDetection, input.AsyncAmdStatusCallback, input.AsyncAmdStatusCallbackMethod)
    : detectionRow(input.MachineDetection, url, method, true)
}

function addressOf(url: string | null | undefined, method: string | null | undefined) {
  return url ? [{ url, method: upper(method) ?? ('POST' as const) }] : []
}

/** Returns a method in upper case, because applications have it in lower case. */
function upper(method: string | null | undefined): 'GET' | 'POST' | undefined {
  if (method === undefined || method === null) return undefined
  return method.toUpperCase() === 'GET' ? 'GET' : 'POST'
}

function within(ms: number | null, on?: string, after?: string, before?: string): boolean {
  if (on === undefined && after === undefined && before === undefined) return true
  if (ms === null) return false
  return isWithin(ms, on) && isWithin(ms, after && `>${after}`) && isWithin(ms, before && `<${before}`)
}

/** The error shapes of the endpoints for phone calls. */
export const callErrorShapes: ErrorShapes<typeof calls> = {
  list: { 404: 'detail' },
  retrieve: { 404: 'detail' },
  update: { 404: 'detail' },
}
