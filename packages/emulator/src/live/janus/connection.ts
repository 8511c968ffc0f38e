import type { Verdict } from '../../tokens.ts'
import { unref } from '../../unref.ts'
import { createMessageLimit } from '../message-limit.ts'
import type { LiveRoom } from '../room.ts'
import { ConnectionRefusal, toConnectionRefusal } from './connection-refusal.ts'
import { type ClientMessage, type Display, PluginError, pluginErrors, readMessage } from './messages.ts'
import type { ConnectionContext, LeaveReason, Plugin } from './plugin.ts'
import { plugins } from './plugins.ts'

/** The other end of a connection: a socket, or a test. */
export interface Peer {
  send(text: string): void
  /** Closes it with a code of WebSocket and a few words. */
  close(code: number, reason: string): void
}

/** One page's connection, from its first message to its last. */
export interface Connection {
  /** The participant that it is, once it is one. */
  readonly participantId: string | undefined
  /** When it was last heard, by real time. */
  readonly heardAt: number
  receive(text: string): void
  /** Resolves once all that it received is answered. */
  settled(): Promise<void>
  /** Puts out somebody who is off the record already: it is told, and what it had is freed. */
  drop(why: LeaveReason): void
  /** Puts it out since it was not heard: whoever it is leaves. */
  expire(): void
  /** Frees what it had, once its socket is closed. */
  closed(): void
}

/** What a connection needs of those around it. */
export interface ConnectionOptions {
  readonly room: LiveRoom
  readonly peer: Peer
  /** Checks the token that each message brings. */
  readonly check: (token: string) => Promise<Verdict>
  /** Whether this id is free for somebody who comes. */
  readonly isIdFree: (participantId: string) => boolean
  /** @throws {ConnectionRefusal} when the room is full or gone. */
  readonly enter: (display: Display) => void
  readonly exit: (participantId: string) => void
  readonly onClosed: () => void
}

/** Joining a room of 50 takes some 700 messages, over more than a second. */
const maxMessagesPerSecond = 500
const maxHandles = 200
/** After so many messages that it cannot read it closes: whoever sends them speaks another protocol. */
const maxUnreadable = 20
/** A page that was told to go closes by itself; one that does not is closed after this. */
const graceMs = 2000

interface OpenHandle {
  readonly name: string
  readonly plugin: Plugin
  /** The requests of a handle are answered in their order. */
  work: Promise<void>
}

/** Makes a page's connection to a room. Each message's token is checked before anything else is done. */
export function createConnection(options: ConnectionOptions): Connection {
  const { room, peer } = options
  const handles = new Map<number, OpenHandle>()
  const withinLimit = createMessageLimit(maxMessagesPerSecond)
  let sessionId: number | undefined
  let participantId: string | undefined
  let hasEntered = false
  let unreadable = 0
  let heardAt = Date.now()
  let isOver = false
  let queue = Promise.resolve()

  const send = (message: object) => peer.send(JSON.stringify(message))

  const caller: ConnectionContext = {
    room,
    get participantId() {
      return participantId
    },
    claim(id) {
      if (participantId === id) return
      if (participantId !== undefined || !options.isIdFree(id)) {
        throw new PluginError(pluginErrors.invalidElement, 'This participant is somebody else')
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

  /** Frees all it had. Streams go before their participant, as others expect it. */
  const free = (why: LeaveReason) => {
    if (isOver) return
    isOver = true
    const open = [...handles.values()].reverse()
    handles.clear()
    for (const { plugin } of open) plugin.close(why)
    options.onClosed()
  }
  const refuse = ({ status, message }: ConnectionRefusal, transaction?: string) => {
    if (isOver) return
    send({ janus: 'error', transaction, status_code: status, error_message: message })
    free('left')
    closeLater(message)
  }
  const closeLater = (reason: string) => unref(setTimeout(() => peer.close(4001, reason), graceMs))

  const fail = (code: number, reason: string, transaction?: string) =>
    send({ janus: 'error', session_id: sessionId, transaction, error: { code, reason } })

  const attach = ({ plugin: name = '', transaction }: ClientMessage) => {
    const create = plugins[name]
    if (!create) return fail(460, `There is no plugin ${name}`, transaction)
    if (handles.size >= maxHandles) return fail(490, `More than ${maxHandles} handles`, transaction)
    const id = room.nextId()
    const tell = (data: object) =>
      send({ janus: 'event', session_id: sessionId, sender: id, plugindata: { plugin: name, data } })
    handles.set(id, { name, plugin: create(caller, tell), work: Promise.resolve() })
    return send({ janus: 'success', session_id: sessionId, transaction, data: { id } })
  }

  const detach = (handleId: number, handle: OpenHandle) => {
    handles.delete(handleId)
    handle.plugin.close('left')
  }

  const request = async (handleId: number, { name, plugin }: OpenHandle, message: ClientMessage) => {
    const { transaction, body = {}, jsep: given } = message
    const answer = (data: object, jsep?: object) => {
      const event = { janus: 'event', session_id: sessionId, sender: handleId, transaction }
      send({ ...event, plugindata: { plugin: name, data }, ...(jsep ? { jsep } : {}) })
    }
    try {
      const { data, jsep } = await plugin.request({ body, jsep: given })
      if (!isOver) answer(data, jsep)
    } catch (error) {
      if (isOver) return
      if (error instanceof ConnectionRefusal) return refuse(error, transaction)
      const { code, message: text } =
        error instanceof PluginError ? error : new PluginError(499, `${body['request']} failed`)
      answer({ error_code: code, error: text })
    }
  }

  const perform = (message: ClientMessage) => {
    const { janus, transaction } = message
    if (janus === 'create') {
      sessionId ??= room.nextId()
      return send({ janus: 'success', transaction, data: { id: sessionId } })
    }
    if (sessionId === undefined || (message.session_id ?? sessionId) !== sessionId) {
      return fail(458, 'There is no such session', transaction)
    }
    if (janus === 'keepalive') return send({ janus: 'ack', session_id: sessionId, transaction })
    if (janus === 'attach') return attach(message)
    if (janus === 'destroy') {
      send({ janus: 'success', session_id: sessionId, transaction })
      return free('left')
    }
    const handleId = message.handle_id ?? 0
    const handle = handles.get(handleId)
    if (!handle) return fail(459, 'There is no such handle', transaction)
    if (janus === 'detach') {
      detach(handleId, handle)
      return send({ janus: 'success', session_id: sessionId, transaction })
    }
    // The server's candidates are in its descriptions, and it sees where a page's packets come from.
    if (janus === 'trickle' || janus === 'message') send({ janus: 'ack', session_id: sessionId, transaction })
    if (janus === 'trickle') return undefined
    if (janus !== 'message') return fail(453, `There is no request ${janus}`, transaction)
    handle.work = handle.work.then(() => request(handleId, handle, message))
    return undefined
  }

  const authorize = async (token: string | undefined) => {
    const verdict = token === undefined ? 'invalid' : await options.check(token)
    if (verdict === 'invalid') throw new ConnectionRefusal(401, 'The token is not valid, or is over')
    if (verdict === 'another-room') throw new ConnectionRefusal(403, 'The token is for another room')
  }

  const take = async (text: string) => {
    if (isOver) return
    const message = readMessage(text)
    if (!message) {
      unreadable += 1
      fail(454, 'This is no message of JSON with janus and transaction')
      if (unreadable < maxUnreadable) return
      free('left')
      return peer.close(1008, 'None of this can be read')
    }
    const { client_token: token, transaction } = message
    try {
      await authorize(token)
    } catch (error) {
      return refuse(toConnectionRefusal(error), transaction)
    }
    if (!isOver) perform(message)
  }

  return {
    get participantId() {
      return participantId
    },
    get heardAt() {
      return heardAt
    },
    receive(text) {
      if (isOver) return
      heardAt = Date.now()
      if (!withinLimit()) {
        free('left')
        return peer.close(1008, `More than ${maxMessagesPerSecond} messages a second`)
      }
      queue = queue.then(() => take(text)).catch((error: unknown) => refuse(toConnectionRefusal(error)))
      return undefined
    },
    async settled() {
      await queue
      await Promise.all(Array.from(handles.values(), ({ work }) => work))
    },
    drop(why) {
      if (isOver) return
      hasEntered = false
      free(why)
      closeLater(why)
    },
    expire: () => refuse(new ConnectionRefusal(408, 'Nothing was heard for too long')),
    closed: () => free('left'),
  }
}
