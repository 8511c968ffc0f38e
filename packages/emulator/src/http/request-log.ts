/** One request to the emulator, without secrets. */
export interface LoggedRequest {
  readonly id: string
  /** When it arrived, by the emulator's clock: ISO 8601. */
  readonly at: string
  readonly method: string
  /** Path and query, below the origin. */
  readonly path: string
  /** The path of the endpoint that it matches, as `/rooms/{room_id}`; null if it matches none. */
  readonly route: string | null
  /** Status of the response; 0 if there was no response. */
  readonly status: number
  /** Path, query and body fields; secrets are masked. */
  readonly input: unknown
}

/** The latest requests. */
export interface RequestLog {
  add(request: LoggedRequest): void
  /** Oldest first. */
  all(): readonly LoggedRequest[]
  clear(): void
}

/** Creates a log that keeps the latest requests. Default: 1,000. */
export function createRequestLog(limit = 1000): RequestLog {
  let requests: LoggedRequest[] = []
  return {
    add(request) {
      requests.push(request)
      // Trimmed in bulk: copying the list for each request would cost more than keeping some requests longer.
      if (requests.length >= limit * 2) requests = requests.slice(-limit)
    },
    all: () => requests.slice(-limit),
    clear() {
      requests = []
    },
  }
}

/** Returns a function that reports whether a field name is secret, whatever its case and underscores. */
export function createSecretTest(names: Iterable<string>): (name: string) => boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll('_', '')
  const secrets = new Set(Array.from(names, plain))
  return (name) => secrets.has(plain(name))
}

/** Masks the values of secret fields at any depth, since a client may send a secret in the wrong place. */
export function redact(value: unknown, isSecret: (name: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => redact(item, isSecret))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isSecret(name) ? '[secret]' : redact(item, isSecret)]),
  )
}
