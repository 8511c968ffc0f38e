/** What has a file to download: a recording, a composition. */
export interface Downloadable {
  readonly download_url?: string | null | undefined
}

/** How long links are trusted. */
export interface DownloadUrlOptions {
  /** How old a link may be, in milliseconds. Default: 55 minutes, since the API's last an hour. */
  readonly maxAgeMs?: number | undefined
  /** Tells the time in milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
}

/**
 * Makes a function that resolves to a link that still works: the last one while it is fresh, else a new one. Undefined while
 * there is no file yet. Those who ask at the same time share one call.
 *
 * @param load Retrieves the recording or the composition, which brings a new link each time.
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
  let link: { readonly url: string; readonly askedAt: number } | undefined
  let loading: Promise<string | undefined> | undefined

  const renew = async () => {
    // The link's hour begins at the server, some time after this.
    const askedAt = now()
    const { download_url } = await load()
    link = download_url ? { url: download_url, askedAt } : undefined
    return link?.url
  }
  return async () => {
    if (link && now() - link.askedAt < maxAgeMs) return link.url
    loading ??= renew().finally(() => {
      loading = undefined
    })
    return loading
  }
}
