/** Counts the open streams of each user. */
export interface StreamCounter {
  /** Counts a stream; undefined if the user already has the most. */
  begin(user: string): CountedStream | undefined
}

/** A stream that is counted. */
export interface CountedStream {
  /** Notes that the stream is alive. */
  renew(): void
  /** Counts the stream no longer. */
  end(): void
}

/**
 * Creates a counter.
 *
 * @param mostPerUser Maximum number of streams of a user.
 * @param lapseMs How long a stream counts without being renewed. Workers may stop the code of a request
 *   after its client has disconnected, so that it does not end its stream.
 */
export function createStreamCounter(mostPerUser: number, lapseMs: number, now: () => number): StreamCounter {
  /** When each stream was renewed last. Those that were renewed longest ago come first. */
  const renewedAt = new Map<CountedStream, number>()
  const streamsOf = new Map<string, Set<CountedStream>>()

  const dropLapsed = () => {
    for (const [stream, at] of renewedAt) {
      if (at > now() - lapseMs) break
      stream.end()
    }
  }
  return {
    begin(user) {
      dropLapsed()
      const streams = streamsOf.get(user) ?? new Set()
      if (streams.size >= mostPerUser) return undefined
      const stream: CountedStream = {
        renew() {
          if (!renewedAt.delete(stream)) return
          renewedAt.set(stream, now())
        },
        end() {
          renewedAt.delete(stream)
          streams.delete(stream)
          if (streams.size === 0 && streamsOf.get(user) === streams) streamsOf.delete(user)
        },
      }
      streamsOf.set(user, streams.add(stream))
      renewedAt.set(stream, now())
      return stream
    },
  }
}
