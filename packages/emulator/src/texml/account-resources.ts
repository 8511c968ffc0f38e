import type * as assistants from '@greenroom/core/texml/assistants'
import type * as queues from '@greenroom/core/texml/queues'
import type * as recordings from '@greenroom/core/texml/recordings'
import type * as secrets from '@greenroom/core/texml/secrets'
import type * as transcriptions from '@greenroom/core/texml/transcriptions'
import type { ErrorShapes, Handlers } from '../http/handlers.ts'
import { refusals } from '../http/refusal.ts'
import type { QueueRow, TranscriptionRow } from '../state/texml-rows.ts'
import { isOf, rowsOf } from './accounts.ts'
import type { TexmlContext } from './context.ts'
import { findRecording, notFound } from './find.ts'
import { isWithin, texmlPageOf } from './paging.ts'
import { findQueue, openQueue, queueNow } from './queue-lifecycle.ts'
import { queueView, recordingView, transcriptionView } from './views.ts'

/** Creates the handlers of the endpoints for an account's recordings. */
export function createRecordingHandlers(context: TexmlContext): Handlers<typeof recordings> {
  const { state, links, files } = context
  return {
    list({ account_sid, DateCreated, ...paging }) {
      const rows = rowsOf(context, state.texmlRecordings, account_sid).filter(({ created_ms }) =>
        isWithin(created_ms, DateCreated),
      )
      const path = `/texml/Accounts/${account_sid}/Recordings.json`
      return texmlPageOf(rows, paging, path, (row) => recordingView(row, links))
    },
    retrieve: ({ account_sid, recording_sid }) =>
      recordingView(findRecording(context, account_sid, recording_sid), links),
    delete({ account_sid, recording_sid }) {
      const { id } = findRecording(context, account_sid, recording_sid)
      state.texmlRecordings.delete(id)
      files.delete(id)
    },
  }
}

/** Creates the handlers of the endpoints for transcriptions. */
export function createTranscriptionHandlers(context: TexmlContext): Handlers<typeof transcriptions> {
  const { state } = context
  const find = (accountSid: string, sid: string): TranscriptionRow => {
    const row = state.transcriptions.get(sid)
    if (!row || !isOf(context, accountSid, row)) throw notFound()
    return row
  }
  return {
    list({ account_sid, ...paging }) {
      const path = `/texml/Accounts/${account_sid}/Transcriptions.json`
      return texmlPageOf(rowsOf(context, state.transcriptions, account_sid), paging, path, transcriptionView)
    },
    retrieve: ({ account_sid, recording_transcription_sid }) =>
      transcriptionView(find(account_sid, recording_transcription_sid)),
    delete({ account_sid, recording_transcription_sid }) {
      state.transcriptions.delete(find(account_sid, recording_transcription_sid).id)
    },
  }
}

/** Creates the handlers of the endpoints for queues. */
export function createQueueHandlers(context: TexmlContext): Handlers<typeof queues> {
  const { state, clock } = context
  const find = (accountSid: string, sid: string): QueueRow => {
    const row = findQueue(context, accountSid, sid)
    if (!row) throw notFound()
    return row
  }
  const view = (row: QueueRow) => queueView(row, queueNow(context, row))
  return {
    list({ account_sid, DateCreated, DateUpdated, ...paging }) {
      const rows = rowsOf(context, state.queues, account_sid).filter(
        (row) => isWithin(row.created_ms, DateCreated) && isWithin(row.updated_ms, DateUpdated),
      )
      return texmlPageOf(rows, paging, `/texml/Accounts/${account_sid}/Queues.json`, view)
    },
    create({ account_sid, FriendlyName, MaxSize }) {
      const queue = openQueue(context, account_sid, FriendlyName ?? crypto.randomUUID())
      const max_size = MaxSize ?? queue.max_size
      return view(state.queues.put({ ...queue, max_size, updated_ms: clock.now() }))
    },
    retrieve: ({ account_sid, queue_sid }) => view(find(account_sid, queue_sid)),
    update({ account_sid, queue_sid, MaxSize }) {
      const row = find(account_sid, queue_sid)
      const max_size = MaxSize ?? row.max_size
      return view(state.queues.put({ ...row, max_size, updated_ms: clock.now() }))
    },
    delete({ account_sid, queue_sid }) {
      const row = find(account_sid, queue_sid)
      if (queueNow(context, row).size > 0) throw refusals.queueNotEmpty('Calls are waiting in the queue')
      state.queues.delete(row.id)
    },
  }
}

/** Creates the handler of the endpoint for secrets, which stores them and never returns them. */
export function createSecretHandlers({ state }: TexmlContext): Handlers<typeof secrets> {
  return {
    create({ name, value }) {
      state.secrets.put({ id: name, value })
      return { name, value: 'REDACTED' }
    },
  }
}

/**
 * Creates the handler of the endpoint for AI assistants. Every id names an assistant, because no endpoint
 * creates one.
 */
export function createAssistantHandlers(): Handlers<typeof assistants> {
  return {
    retrieveTexml({ assistant_id }) {
      const id = assistant_id.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
      return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Connect><AIAssistant id="${id}"/></Connect></Response>`
    },
  }
}

const missing = { 404: 'detail' } as const

/** The error shapes of the endpoints for recordings. */
export const recordingErrorShapes: ErrorShapes<typeof recordings> = {
  list: missing,
  retrieve: missing,
  delete: missing,
}

/** The error shapes of the endpoints for transcriptions. */
export const transcriptionErrorShapes: ErrorShapes<typeof transcriptions> = {
  list: missing,
  retrieve: missing,
  delete: missing,
}

/** The error shapes of the endpoints for queues. */
export const queueErrorShapes: ErrorShapes<typeof queues> = {
  list: missing,
  create: missing,
  retrieve: missing,
  update: missing,
  delete: missing,
}
