/** One request that the emulator was asked; nothing in it is secret. */
export interface LoggedRequest {
  readonly id: string
  /** When it came, by the emulator's clock: ISO 8601. */
  readonly at: string
  readonly method: string
  /** Path and query, below the origin. */
  readonly path: string
  /** The endpoint's path, where it is one: `/rooms/{room_id}`. */
  readonly route: string | null
  /** The answer's status; 0 where there was none. */
  readonly status: number
  /** What it asked for: path, query and body fields; secrets are masked. */
  readonly input: unknown
}

/** The latest requests. */
export interface RequestLog {
  add(request: LoggedRequest): void
  /** Oldest first. */
  all(): readonly LoggedRequest[]
  clear(): void
}

/** Makes a log of the latest 1,000 requests. */
export function createRequestLog(limit = 1000): RequestLog {
  let requests: LoggedRequest[] = []
  return {
    add(request) {
      requests.push(request)
      // In bulk, since moving the whole list at each request would cost more than keeping some longer.
      if (requests.length >= limit * 2) requests = requests.slice(-limit)
    },
    all: () => requests.slice(-limit),
    clear() {
      requests = []
    },
  }
}

/** Tells whether a field's name is that of a secret, also where it is spelled in another case or with other underscores. */
export function createSecretTest(names: Iterable<string>): (name: string) => boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll('_', '')
  const secrets = new Set(Array.from(names, plain))
  return (name) => secrets.has(plain(name))
}

/** Masks values of secret fields, at any depth: a secret that was sent to the wrong place is still one. */
export function redact(value: unknown, isSecret: (name: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => redact(item, isSecret))
  if (typeof value !== 'object' || value === null) return value
  const shown: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(value)) {
    shown[name] = isSecret(name) ? '[secret]' : redact(item, isSecret)
  }
  return shown
}
