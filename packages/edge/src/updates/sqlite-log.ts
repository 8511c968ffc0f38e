import type { Update } from '@greenroom/core/updates'
import type { HubItem } from './update-hub.ts'
import { retention } from './update-log.ts'

/** The parts of a Durable Object's storage that the log uses. */
export interface SqliteStorage {
  readonly sql: {
    exec<Row>(query: string, ...values: (string | number)[]): { toArray(): Row[] }
  }
  transactionSync<T>(work: () => T): T
}

/** A part of what follows a cursor. */
export interface ReplayBatch {
  readonly items: readonly HubItem[]
  /** Whether nothing follows these items. */
  readonly isLast: boolean
}

const mostPerBatch = 500
const cleaningMs = 60_000

/** The last updates and ids, in the SQLite storage of a Durable Object. */
export class SqliteLog {
  readonly #storage: SqliteStorage
  #epoch = ''
  /** Number of updates of each room. Counting them at each publication would read them all. */
  readonly #countOf = new Map<string, number>()
  /** When old updates and ids were dropped last, in milliseconds since 1970. */
  #cleanedAt = 0
  /** Number of the last update. */
  #last = 0
  /** Number of the newest update that was dropped. */
  #dropped = 0

  constructor(storage: SqliteStorage) {
    this.#storage = storage
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

  /** Cursor of the last update. */
  get cursor(): string {
    return this.#cursorOf(this.#last)
  }

  /** Stores an update. Returns false if one with its id was stored before. */
  append(update: Update): boolean {
    const now = Date.now()
    const isNew = this.#storage.transactionSync(() => {
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
    // Not earlier: a failed transaction is rolled back.
    if (isNew) this.#last++
    return isNew
  }

  /**
   * Returns what follows a cursor, or a reset if the log no longer has all of it. With `rooms`, only updates
   * of these rooms, and at the end the cursor of the last update.
   */
  replay(after: string, rooms: readonly string[] | undefined): ReplayBatch {
    const [, epoch, digits] = /^([\da-f]{8})-(\d{1,15})$/.exec(after) ?? []
    const sequence = epoch === this.#epoch ? Number(digits) : undefined
    // Updates that are too old count as dropped, although only a publication removes them.
    const [kept] = this.#exec<{ sequence: number }>(
      'SELECT sequence FROM updates WHERE at > ? ORDER BY sequence LIMIT 1',
      Date.now() - retention.updateMs,
    )
    const dropped = Math.max(this.#dropped, (kept?.sequence ?? this.#last + 1) - 1)
    if (sequence === undefined || sequence < dropped || sequence > this.#last) {
      return { items: [{ cursor: this.cursor, reset: true }], isLast: true }
    }
    const condition = rooms ? `AND room IN (${rooms.map(() => '?').join(', ')})` : ''
    const rows = this.#exec<{ sequence: number; body: string }>(
      `SELECT sequence, body FROM updates WHERE sequence > ? ${condition} ORDER BY sequence LIMIT ?`,
      sequence,
      ...(rooms ?? []),
      mostPerBatch,
    )
    const items = rows.map(
      ({ sequence: at, body }): HubItem => ({ cursor: this.#cursorOf(at), update: JSON.parse(body) }),
    )
    const isLast = rows.length < mostPerBatch
    return { items: isLast && rooms ? [...items, { cursor: this.cursor }] : items, isLast }
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
    return this.#storage.sql.exec<Row>(query, ...values).toArray()
  }

  #cursorOf(sequence: number): string {
    return `${this.#epoch}-${sequence}`
  }
}
