/** Remembers which webhooks were handled, and which are being handled by this process. */
export interface Deliveries {
  /** Starts the delivery of one webhook. */
  begin(): Delivery
}

/** One delivery of a webhook. */
export interface Delivery {
  /**
   * Reserves an id of the webhook for this delivery. Returns true if the webhook was handled, `'pending'` if
   * another delivery reserved the id, and false if it is reserved now.
   *
   * @param ttlMs How long the id is remembered once the webhook was handled.
   */
  reserve(id: string, ttlMs: number): boolean | 'pending'
  /** Remembers the reserved ids, if the webhook was handled, or releases them for the next delivery. */
  end(isHandled: boolean): void
}

interface Entry {
  readonly owner: object
  /** When the entry is forgotten, in milliseconds since 1970. */
  readonly until: number
  readonly isHandled: boolean
}

/**
 * Creates the memory of deliveries.
 *
 * @param limitMs How long a delivery may take. After that its ids are free, in case it was aborted: some
 *   platforms stop the code of a request when its client disconnects.
 */
export function createDeliveries(now: () => number, limitMs: number): Deliveries {
  const entries = new Map<string, Entry>()

  const put = (id: string, entry: Entry) => {
    // Maps keep insertion order, so the oldest entries come first.
    entries.delete(id)
    entries.set(id, entry)
  }
  const forgetOldest = () => {
    for (const [id, { until }] of entries) {
      if (until > now()) break
      entries.delete(id)
    }
  }
  return {
    begin() {
      const owner = {}
      const reserved = new Map<string, number>()
      return {
        reserve(id, ttlMs) {
          forgetOldest()
          const entry = entries.get(id)
          if (entry && entry.until > now()) return entry.isHandled || 'pending'
          put(id, { owner, until: now() + limitMs, isHandled: false })
          reserved.set(id, ttlMs)
          return false
        },
        end(isHandled) {
          for (const [id, ttlMs] of reserved) {
            if (isHandled) put(id, { owner, until: now() + ttlMs, isHandled })
            // After the limit, the id may belong to another delivery.
            else if (entries.get(id)?.owner === owner) entries.delete(id)
          }
        },
      }
    },
  }
}
