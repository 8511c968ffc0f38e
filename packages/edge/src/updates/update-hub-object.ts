import { DurableObject } from 'cloudflare:workers'
import type { Update } from '@greenroom/core/updates'
import type { HubItem } from './update-hub.ts'
import { retention } from './update-log.ts'

/** The parts of a Durable Object's state that the hub uses. */
interface ObjectState {
  readonly storage: {
    readonly sql: {
      exec<Row>(query: string, ...values: (string | number)[]): { toArray(): Row[] }
    }
    transactionSync<T>(work: () => T): T
  }
  acceptWebSocket(socket: unknown): void
  getWebSockets(): readonly { send(text: string): void; close(code?: number): void }[]
}

/** How many updates one message of a replay has. */
const replayBatch = 500
const cleaningMs = 60_000

/**
 * The Durable Object behind {@link createDurableObjectHub}. Export it from the Worker's module, and bind it
 * with SQLite storage (`new_sqlite_classes`). Its sockets hibernate: between updates it costs nothing.
 */
export class UpdateHubObject extends DurableObject {
  readonly #state: ObjectState
  #epoch = ''
  /** Number of updates of each room. Counting them at each publication would read them all. */
  readonly #countOf = new Map<string, number>()
  /** When old updates and ids were dropped last, in milliseconds since 1970. */
  #cleanedAt = 0
  /** Number of the last update. */
  #last = 0
  /** Number of the newest update that was dropped. */
  #dropped = 0

  constructor(state: ConstructorParameters<typeof DurableObject>[0], env: unknown) {
    super(state, env as never)
    this.#state = state as unknown as ObjectState
    this.#exec(`CREATE TABLE IF NOT EXISTS updates
      (sequence INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL)`)
    this.#exec('CREATE INDEX IF NOT EXISTS updates_of_room ON updates (room, sequence)')
    this.#exec('CREATE TABLE IF NOT EXISTS ids (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID')
    this.#exec(
      'CREATE TABLE IF NOT EXISTS hub (one INTEGER PRIMARY KEY, epoch TEXT, last INTEGER, dropped INTEGER)',
    )
    this.#exec('INSERT OR IGNORE INTO hub VALUES (1, ?, 0, 0)', crypto.randomUUID().slice(0, 8))
    const [row] = this.#exec<{ epoch: string; last: number; dropped: number }>('SELECT * FROM hub')
    if (row) [this.#epoch, this.#last, this.#dropped] = [row.epoch, row.last, row.dropped]
  }

  /** Stores an update and sends it to all subscribers, unless one with its id was published before. */
  publish(update: Update): void {
    const now = Date.now()
    const isNew = this.#state.storage.transactionSync(() => {
      this.#dropOld(now)
      if (this.#exec('SELECT 1 FROM ids WHERE id = ?', update.id).length > 0) return false
      const sequence = this.#last + 1
      this.#exec('INSERT INTO ids VALUES (?, ?)', update.id, now)
      const body = JSON.stringify(update)
      this.#exec('INSERT INTO updates VALUES (?, ?, ?, ?)', sequence, update.room_id, now, body)
      const count = 1 + (this.#countOf.get(update.room_id) ?? this.#countBefore(sequence, update.room_id))
      if (count > retention.perRoom) {
        this.#drop('sequence = (SELECT min(sequence) FROM updates WHERE room = ?)', update.room_id)
      }
      this.#countOf.set(update.room_id, Math.min(count, retention.perRoom))
      this.#exec('UPDATE hub SET last = ?, dropped = ?', sequence, this.#dropped)
      return true
    })
    if (!isNew) return
    // Not earlier: a failed transaction is rolled back.
    this.#last++
    const text = JSON.stringify([{ cursor: this.#cursorOf(this.#last), update }] satisfies HubItem[])
    for (const socket of this.#state.getWebSockets()) {
      try {
        socket.send(text)
      } catch {
        // It has just closed. Its client continues with its cursor.
      }
    }
  }

  /** Opens a subscription: a WebSocket that receives lists of items. */
  override fetch(request: Request): Response {
    const { WebSocketPair } = globalThis as unknown as {
      readonly WebSocketPair: new () => readonly [client: object, server: { send(text: string): void }]
    }
    const pair = new WebSocketPair()
    const [client, server] = [pair[0], pair[1]]
    this.#state.acceptWebSocket(server)
    for (const items of this.#replay(new URL(request.url).searchParams.get('after') ?? undefined)) {
      server.send(JSON.stringify(items))
    }
    return new Response(null, { status: 101, webSocket: client } as ResponseInit)
  }

  /** Subscribers send nothing. */
  webSocketMessage(): void {}

  /** Completes the closing handshake, which older runtimes leave to the object. */
  webSocketClose(socket: { close(code?: number): void }): void {
    try {
      socket.close()
    } catch {
      // Already closed.
    }
  }

  *#replay(after: string | undefined): Generator<HubItem[]> {
    const [, epoch, digits] = /^([\da-f]{8})-(\d{1,15})$/.exec(after ?? '') ?? []
    let sequence = epoch === this.#epoch ? Number(digits) : undefined
    // Updates that are too old count as dropped, although only a publication removes them.
    const [old] = this.#exec<{ sequence: number | null }>(
      'SELECT max(sequence) AS sequence FROM updates WHERE at <= ?',
      Date.now() - retention.updateMs,
    )
    const dropped = Math.max(this.#dropped, old?.sequence ?? 0)
    if (sequence === undefined || sequence < dropped || sequence > this.#last) {
      yield [{ cursor: this.#cursorOf(this.#last), reset: true }]
      return
    }
    for (;;) {
      const rows: { sequence: number; body: string }[] = this.#exec(
        'SELECT sequence, body FROM updates WHERE sequence > ? ORDER BY sequence LIMIT ?',
        sequence,
        replayBatch,
      )
      if (rows.length === 0) return
      yield rows.map(({ sequence: at, body }) => ({ cursor: this.#cursorOf(at), update: JSON.parse(body) }))
      sequence = rows.at(-1)?.sequence ?? 0
    }
  }

  #countBefore(sequence: number, room: string): number {
    const query = 'SELECT count(*) AS count FROM updates WHERE room = ? AND sequence < ?'
    return this.#exec<{ count: number }>(query, room, sequence)[0]?.count ?? 0
  }

  #dropOld(now: number): void {
    // It reads all rows, so not at each publication.
    if (Math.abs(now - this.#cleanedAt) < cleaningMs) return
    this.#cleanedAt = now
    this.#countOf.clear()
    this.#drop('at <= ?', now - retention.updateMs)
    this.#exec('DELETE FROM ids WHERE at <= ?', now - retention.idMs)
  }

  #drop(condition: string, ...values: (string | number)[]): void {
    const [row] = this.#exec<{ sequence: number | null }>(
      `SELECT max(sequence) AS sequence FROM updates WHERE ${condition}`,
      ...values,
    )
    if (!row?.sequence) return
    this.#exec(`DELETE FROM updates WHERE ${condition}`, ...values)
    this.#dropped = Math.max(this.#dropped, row.sequence)
  }

  #exec<Row = unknown>(query: string, ...values: (string | number)[]): Row[] {
    return this.#state.storage.sql.exec<Row>(query, ...values).toArray()
  }

  #cursorOf(sequence: number): string {
    return `${this.#epoch}-${sequence}`
  }
}
