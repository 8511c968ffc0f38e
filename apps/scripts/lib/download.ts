import { sizeOf } from './files.ts'
import { ScriptError } from './script.ts'

/** Source, destination and callbacks of a download. */
export interface Download {
  /** Resolves to a download URL. With `renew`, the previous URL was rejected and must be replaced. */
  readonly link: (renew: boolean) => Promise<string>
  readonly path: string
  readonly signal: AbortSignal
  /** Called with the bytes written so far and the total size, if the server sent one. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void
}

/**
 * Downloads a file and returns its size in bytes. Data is written to `<path>.part`, which is renamed to
 * `path` once it is complete. If a `.part` file exists, only the rest is requested.
 *
 * @throws {ScriptError} when the server rejects the request or sends fewer bytes than it announced.
 */
export async function download({ link, path, signal, onProgress }: Download): Promise<number> {
  const part = `${path}.part`
  const existing = (await sizeOf(part)) ?? 0
  let response = await request(await link(false), existing, signal)
  if (response.status === 403) {
    await response.body?.cancel()
    response = await request(await link(true), existing, signal)
  }
  // 416: the `.part` file is already complete or belongs to another file. Downloading all of it resolves
  // both.
  if (response.status === 416) {
    await response.body?.cancel()
    response = await request(await link(false), 0, signal)
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw new ScriptError(`${new URL(response.url).host} answered ${response.status}`)
  }
  const start = response.status === 206 ? existing : 0
  const total = totalSize(response, start)
  const file = await Deno.open(part, { write: true, create: true, append: start > 0, truncate: start === 0 })
  let bytes = start
  try {
    onProgress?.(bytes, total)
    for await (const chunk of response.body) {
      for (let written = 0; written < chunk.length; ) written += await file.write(chunk.subarray(written))
      bytes += chunk.length
      onProgress?.(bytes, total)
    }
  } finally {
    file.close()
  }
  if (total !== undefined && bytes !== total) {
    throw new ScriptError(`received ${bytes} of ${total} bytes`)
  }
  await Deno.rename(part, path)
  return bytes
}

function request(url: string, start: number, signal: AbortSignal): Promise<Response> {
  return fetch(url, { signal, ...(start > 0 && { headers: { range: `bytes=${start}-` } }) })
}

function totalSize({ headers }: Response, start: number): number | undefined {
  const rangeTotal = headers.get('content-range')?.match(/\/(\d+)$/)?.[1]
  const length = headers.get('content-length')
  if (rangeTotal !== undefined) return Number(rangeTotal)
  return length === null ? undefined : start + Number(length)
}
