import type { TokenStatus } from '../../tokens.ts'
import { unref } from '../../unref.ts'
import { createMessageLimit } from '../message-limit.ts'
import type { LiveRoom } from '../room.ts'
import { ConnectionRefusal, toConnectionRefusal } from './connection-refusal.ts'
import { type ClientMessage, type Display, PluginError, pluginErrors, readMessage } from './messages.ts'
import type { ConnectionContext, LeaveReason, Plugin } from './plugin.ts'
import { plugins } from './plugins.ts'

/** Transport of a connection: a WebSocket, or a test. */
export interface Transport {
  send(text: string): void
  /** Closes the transport with a WebSocket close code and a reason. */
  close(code: number, reason: string): void
}

/** A browser's connection to a room. */
export interface Connection {
  /** Id of its participant, once it has claimed one. */
  readonly participantId: string | undefined
  /** Real time of its last message, in milliseconds. */
  readonly lastMessageAt: number
  receive(text: string): void
  /** Resolves when all received messages are processed. */
  settled(): Promise<void>
  /**
   * Disconnects a participant that was already removed from the session: notifies the browser and frees its
   * handles.
   */
  drop(reason: LeaveReason): void
  /** Disconnects a browser that stopped sending. Its participant leaves. */
  expire(): void
  /** Frees its handles after the socket closed. */
  closed(): void
}

/** Dependencies of a connection. */
export interface ConnectionOptions {
  readonly room: LiveRoom
  readonly transport: Transport
  /** Checks the token of a message. */
  readonly check: (token: string) => Promise<TokenStatus>
  /** Whether a participant id is not in use. */
  readonly isIdFree: (participantId: string) => boolean
  /** @throws {ConnectionRefusal} when the room is full or was deleted. */
  readonly enter: (display: Display) => void
  readonly exit: (participantId: string) => void
  readonly onClosed: () => void
}

/** Joining a room of 50 participants takes about 700 messages, spread over more than a second. */
const maxMessagesPerSecond = 500
const maxHandles = 200
/** Limit of received data that is not handled yet, in characters. */
const maxPendingLength = 4_000_000
/** A client that sends so many invalid messages uses another protocol, and is disconnected. */
const maxInvalid = 20
/** Time that a browser has to close its socket before the server does. */
const closeDelayMs = 2000

interface OpenHandle {
  readonly name: string
  readonly plugin: Plugin
  /** Requests of a handle are processed in order. */
  work: Promise<void>
}

/**
 * Creates a browser's connection to a room. The token of each message is checked before the message is
 * processed.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { room, transport } = options
  const handles = new Map<number, OpenHandle>()
  const withinLimit = createMessageLimit(maxMessagesPerSecond)
  let sessionId: number | undefined
  let participantId: string | undefined
  let hasEntered = false
  let invalidCount = 0
  let lastMessageAt = Date.now()
  let pendingLength = 0
  let isClosed = false
  let queue = Promise.resolve()

  const send = (message: object) => transport.send(JSON.stringify(message))

  const context: ConnectionContext = {
    room,
    get participantId() {
      return participantId
    },
    claim(id) {
      if (participantId === id) return
      if (participantId !== undefined || !options.isIdFree(id)) {
        throw new PluginError(pluginErrors.invalidElement, 'The participant id is taken')
      }
      participantId = id
    },
    enter(display) {
      options.enter(display)
      hasEntered = true
    },
    exit() {
      if (hasEntered && participantId !== undefined) options.exit(participantId)
      hasEntered = false
    },
  }

  /**
   * Closes all handles in reverse order: other browsers expect streams to end before their participant
   * leaves.
   */
  const free = (reason: LeaveReason) => {
    if (isClosed) return
    isClosed = true
    const openHandles = [...handles.values()].reverse()
    handles.clear()
    for (const { plugin } of openHandles) {
      try {
        plugin.close(reason)
      } catch {
        // A handle that fails to close must not keep the others open.
      }
    }
    options.onClosed()
  }
  const reject = ({ status, message }: ConnectionRefusal, transaction?: string) => {
    if (isClosed) return
    send({ janus: 'error', transaction, status_code: status, error_message: message })
    free('left')
    closeLater(message)
  }
  /** Counts a message as pending until the returned function is called. */
  const countPending = (length: number) => {
    pendingLength += length
    return () => {
      pendingLength -= length
    }
  }
  const fail = (error: unknown) => reject(toConnectionRefusal(error))
  const closeLater = (reason: string) => unref(setTimeout(() => transport.close(4001, reason), closeDelayMs))

  const sendError = (code: number, reason: string, transaction?: string) =>
    send({ janus: 'error', session_id: sessionId, transaction, error: { code, reason } })

  const attach = ({ plugin: name = '', transaction }: ClientMessage) => {
    const create = plugins.get(name)
    if (!create) return sendError(460, `Unknown plugin ${name}`, transaction)
    if (handles.size >= maxHandles)
      return sendError(490, `A connection can have at most ${maxHandles} handles`, transaction)
    const id = room.nextId()
    const sendEvent = (data: object) =>
      send({ janus: 'event', session_id: sessionId, sender: id, plugindata: { plugin: name, data } })
    handles.set(id, { name, plugin: create(context, sendEvent), work: Promise.resolve() })
    return send({ janus: 'success', session_id: sessionId, transaction, data: { id } })
  }

  const detach = (handleId: number, handle: OpenHandle) => {
    handles.delete(handleId)
    handle.plugin.close('left')
  }

  const request = async (handleId: number, { name, plugin }: OpenHandle, message: ClientMessage) => {
    const { transaction, body = {}, jsep: requestJsep } = message
    const respond = (data: object, jsep?: object) => {
      const event = { janus: 'event', session_id: sessionId, sender: handleId, transaction }
      send({ ...event, plugindata: { plugin: name, data }, ...(jsep ? { jsep } : {}) })
    }
    try {
      const { data, jsep } = await plugin.request({ body, jsep: requestJsep })
      if (!isClosed) respond(data, jsep)
    } catch (error) {
      if (isClosed) return
      if (error instanceof ConnectionRefusal) return reject(error, transaction)
      const { code, message: text } =
        error instanceof PluginError ? error : new PluginError(499, 'The request failed')
      respond({ error_code: code, error: text })
    }
  }

  const perform = (message: ClientMessage, length: number) => {
    const { janus, transaction } = message
    if (janus === 'create') {
      sessionId ??= room.nextId()
      return send({ janus: 'success', transaction, data: { id: sessionId } })
    }
    if (sessionId === undefined || (message.session_id ?? sessionId) !== sessionId) {
      return sendError(458, 'Unknown session', transaction)
    }
    if (janus === 'keepalive') return send({ janus: 'ack', session_id: sessionId, transaction })
    if (janus === 'attach') return attach(message)
    if (janus === 'destroy') {
      send({ janus: 'success', session_id: sessionId, transaction })
      return free('left')
    }
    const handleId = message.handle_id ?? 0
    const handle = handles.get(handleId)
    if (!handle) return sendError(459, 'Unknown handle', transaction)
    if (janus === 'detach') {
      detach(handleId, handle)
      return send({ janus: 'success', session_id: sessionId, transaction })
    }
    // Trickled candidates are not needed: the server learns the browser's address from its packets.
    if (janus === 'trickle' || janus === 'message') send({ janus: 'ack', session_id: sessionId, transaction })
    if (janus === 'trickle') return undefined
    if (janus !== 'message') return sendError(453, `Unknown request ${janus}`, transaction)
    const done = countPending(length)
    handle.work = handle.work.then(() => request(handleId, handle, message)).then(done, fail)
    return undefined
  }

  const authorize = async (token: string | undefined) => {
    const tokenStatus = token === undefined ? 'invalid' : await options.check(token)
    if (tokenStatus === 'invalid') throw new ConnectionRefusal(401, 'The token is invalid or has expired')
    if (tokenStatus === 'another-room') throw new ConnectionRefusal(403, 'The token is for another room')
  }

  const process = async (text: string) => {
    if (isClosed) return
    const message = readMessage(text)
    if (!message) {
      invalidCount += 1
      sendError(454, 'A message must be a JSON object with janus and transaction')
      if (invalidCount < maxInvalid) return
      free('left')
      return transport.close(1008, 'Too many invalid messages')
    }
    const { client_token: token, transaction } = message
    try {
      await authorize(token)
    } catch (error) {
      return reject(toConnectionRefusal(error), transaction)
    }
    if (!isClosed) perform(message, text.length)
  }

  return {
    get participantId() {
      return participantId
    },
    get lastMessageAt() {
      return lastMessageAt
    },
    receive(text) {
      if (isClosed) return
      lastMessageAt = Date.now()
      if (!withinLimit()) {
        free('left')
        return transport.close(1008, `More than ${maxMessagesPerSecond} messages per second`)
      }
      if (pendingLength > maxPendingLength) {
        free('left')
        return transport.close(1008, 'Too many messages are waiting')
      }
      const done = countPending(text.length)
      queue = queue.then(() => process(text)).then(done, fail)
      return undefined
    },
    async settled() {
      await queue
      await Promise.all(Array.from(handles.values(), ({ work }) => work))
    },
    drop(reason) {
      if (isClosed) return
      hasEntered = false
      free(reason)
      closeLater(reason)
    },
    expire: () => reject(new ConnectionRefusal(408, 'No message for 60 seconds')),
    closed: () => free('left'),
  }
}
