import * as v from 'valibot'
import { type ClockMode, createClock } from './clock.ts'
import { createDownloadLinks } from './files/download-links.ts'
import { createFileStore } from './files/file-store.ts'
import { createChanges } from './lifecycle/changes.ts'
import { advanceComposition } from './lifecycle/compositions.ts'
import type { EngineContext } from './lifecycle/engine-context.ts'
import { createChannel, type EngineEvent, type Moderation } from './lifecycle/events.ts'
import { createMovableClock, type MovableClock } from './lifecycle/movable-clock.ts'
import { createPendingWork } from './lifecycle/pending-work.ts'
import { completeRecording } from './lifecycle/recordings.ts'
import { createScheduler } from './lifecycle/scheduler.ts'
import { Snapshot, type TaskRow } from './state/rows.ts'
import { createState, type State } from './state/state.ts'
import { handleCallEvents } from './texml/call-events.ts'
import { advanceCall } from './texml/call-lifecycle.ts'
import type { CallEvent, TexmlContext } from './texml/context.ts'
import { resumeCalls } from './texml/instructions.ts'
import { completeTranscription } from './texml/recording-lifecycle.ts'
import { createKey, createTokens, type Tokens } from './tokens.ts'
import { advanceRun } from './voice/interpreter.ts'
import { pressKeys } from './voice/keys.ts'
import { createSocketRegistry, type OpenSocket } from './voice/socket-registry.ts'
import { advanceStream } from './voice/streams.ts'
import { createOutbox } from './webhooks/outbox.ts'

/** The emulator without HTTP: records, clock, keys and scheduled tasks. */
export interface Engine extends TexmlContext {
  readonly clock: MovableClock
  readonly tokens: Tokens
  /** Returns the account, creating its keys on the first call. */
  account(): Promise<Account>
  /** Deletes all records. Keys and time are kept. */
  clear(): void
  /** Returns a copy of the whole state. */
  snapshot(): Promise<Snapshot>
  /** Replaces the whole state with a snapshot, or throws and changes nothing. */
  restore(snapshot: Snapshot): void
}

/** The account's id and the keys that sign tokens and webhooks. */
export type Account = Pick<Snapshot, 'account_id' | 'keys'>

/** Options of `createEngine`. */
export interface EngineOptions {
  /** Start of its clock, in milliseconds since 1970. Default: now. */
  readonly now?: number | undefined
  /** How its clock moves. Default: with real time. */
  readonly clock?: ClockMode | undefined
  /** Returns the URL that download links start with. */
  readonly base: () => string
  /** Returns the URL under which the emulator can be reached; undefined if it is only used in process. */
  readonly ownUrl: () => string | undefined
  /** Sends webhooks. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined
  /** Whether webhooks may go to other machines. Default: false. */
  readonly webhooksAnywhere?: boolean | undefined
  /** Opens WebSockets to applications. Default: the global `WebSocket`. */
  readonly openSocket?: OpenSocket | undefined
  /** Whether phone calls are answered automatically after 4 s. Default: false. */
  readonly autoAnswer?: boolean | undefined
  /** SID of the default account, also after a restore. Default: a random UUID. */
  readonly accountSid?: string | undefined
}

/** Creates an engine without records. Its keys are created when they are first needed. */
export function createEngine(options: EngineOptions): Engine {
  const changes = createChanges()
  const state = createState(changes.note)
  const events = createChannel<EngineEvent>()
  const time = createClock(options.now, options.clock)
  const links = createDownloadLinks(time, options.base)
  const pending = createPendingWork()
  const scheduler = createScheduler(state.tasks, time, (task) => perform(task))
  const clock = createMovableClock(time, scheduler, pending, changes)
  const context: EngineContext = {
    state,
    changes,
    clock,
    events,
    moderation: createChannel<Moderation>(),
    scheduler,
    pending,
    files: createFileStore(),
  }
  const configuredSid = options.accountSid || undefined
  let currentSid = configuredSid
  let currentKeys: Promise<Account['keys']> | undefined
  const accountSid = () => {
    currentSid ??= crypto.randomUUID()
    return currentSid
  }
  const account = async () => {
    currentKeys ??= createKeys()
    return { account_id: accountSid(), keys: await currentKeys }
  }
  const tokens = createTokens(clock, async () => {
    const { account_id, keys } = await account()
    return { account_id, key: keys.token }
  })
  const outbox = createOutbox({
    context,
    key: async () => (await account()).keys.webhook,
    ownUrl: options.ownUrl,
    fetch: options.fetch,
    anywhere: options.webhooksAnywhere ?? false,
  })
  const sockets = createSocketRegistry(pending, options.openSocket)
  const perform = (task: TaskRow) => {
    if (task.kind === 'complete-recording') completeRecording(context, links, task.recording_id, task.due)
    else if (task.kind === 'advance-composition')
      advanceComposition(context, links, task.composition_id, task.due)
    else if (task.kind === 'advance-call') advanceCall(engine, task.call_sid, task.step, task.due)
    else if (task.kind === 'advance-run') advanceRun(engine, task.call_sid, task.serial, task.what)
    else if (task.kind === 'advance-stream') advanceStream(engine, task.fork_id, task.what)
    else if (task.kind === 'press-keys') pressKeys(engine, task.call_sid, task.keys)
    else if (task.kind === 'complete-transcription')
      completeTranscription(engine, task.transcription_sid, task.due)
    else outbox.deliver(task)
  }
  const clear = () => {
    for (const table of Object.values(state)) table.clear()
    scheduler.reload()
    outbox.clear()
    context.files.clear()
    sockets.closeAll()
  }
  const engine: Engine = {
    ...context,
    clock,
    autoAnswer: options.autoAnswer ?? false,
    callEvents: createChannel<CallEvent>(),
    tokens,
    links,
    outbox,
    sockets,
    account,
    accountSid,
    isAnySidOwn: configuredSid === undefined,
    clear,
    async snapshot() {
      const { account_id, keys } = await account()
      return structuredClone({ version: 1 as const, now: clock.now(), account_id, keys, ...rowsOf(state) })
    },
    restore(snapshot) {
      const { version: _, now, account_id, keys, ...rows } = v.parse(Snapshot, structuredClone(snapshot))
      clear()
      currentSid = configuredSid ?? account_id
      currentKeys = Promise.resolve(keys)
      time.set(now)
      for (const name of tableNames)
        for (const row of rows[name]) state[name].put(underSid(row, account_id, currentSid) as never)
      scheduler.reload()
      resumeCalls(engine)
      scheduler.run()
    },
  }
  handleCallEvents(engine)
  return engine
}

const tableNames = [
  'rooms',
  'sessions',
  'participants',
  'recordings',
  'compositions',
  'applications',
  'calls',
  'runs',
  'conferences',
  'conferenceParticipants',
  'texmlRecordings',
  'transcriptions',
  'callForks',
  'queues',
  'queueMembers',
  'secrets',
  'tasks',
] as const

/** Returns all rows, oldest first, so that a restore keeps their order. */
function rowsOf(state: State): Pick<Snapshot, (typeof tableNames)[number]> {
  return Object.fromEntries(tableNames.map((name) => [name, state[name].all().reverse()])) as never
}

/** Returns a row of the default account under another SID, and any other row as it is. */
function underSid(row: object, fromSid: string, sid: string): object {
  return 'account_sid' in row && row.account_sid === fromSid ? { ...row, account_sid: sid } : row
}

async function createKeys(): Promise<Account['keys']> {
  const [token, webhook] = await Promise.all([createKey(), createKey()])
  return { token, webhook }
}
