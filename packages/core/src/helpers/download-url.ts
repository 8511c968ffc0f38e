import { checkNumbers } from '../check-numbers.ts'

/** A resource with a file to download: a recording or a composition. */
export interface Downloadable {
  readonly download_url?: string | null | undefined
}

/** Options of {@link createDownloadUrl}. */
export interface DownloadUrlOptions {
  /**
   * Maximum age of a cached link, in milliseconds. Default: 55 minutes, because the API's links expire after
   * an hour.
   */
  readonly maxAgeMs?: number | undefined
  /** Returns the current time, in milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Returns a function that resolves to a valid download link: the cached link until it reaches `maxAgeMs`,
 * then a new one. It resolves to undefined until the file exists. Concurrent calls share one API call.
 *
 * @param load Retrieves the recording or the composition. Each retrieval returns a new link.
 * @throws {ConfigError} if `maxAgeMs` is not a finite number.
 *
 * @example
 * ```ts
 * import { createClient } from '@greenroom/core'
 * import { createDownloadUrl, roomRecordings } from '@greenroom/core/video'
 *
 * const client = createClient({ apiKey: 'KEY…' })
 * const room_recording_id = '0ccc7b54-4df3-4bca-a65a-3da1ecc777f0'
 * const downloadUrl = createDownloadUrl(() => roomRecordings.retrieve(client, { room_recording_id }))
 * const url = await downloadUrl()
 * ```
 */
export function createDownloadUrl(
  load: () => Promise<Downloadable>,
  options: DownloadUrlOptions = {},
): () => Promise<string | undefined> {
  const { maxAgeMs = 55 * 60_000, now = Date.now } = options
  checkNumbers({ maxAgeMs }, 0)
  let link: { readonly url: string; readonly requestedAt: number } | undefined
  let loading: Promise<string | undefined> | undefined

  const renew = async () => {
    // The age counts from the request, which is never later than the server's own start of the hour.
    const requestedAt = now()
    const { download_url } = await load()
    link = download_url ? { url: download_url, requestedAt } : undefined
    return link?.url
  }
  return async () => {
    if (link && now() - link.requestedAt < maxAgeMs) return link.url
    loading ??= renew().finally(() => {
      loading = undefined
    })
    return loading
  }
}
