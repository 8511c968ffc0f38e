import { sizeOf } from './files.ts'
import { ScriptError } from './script.ts'

/** What is downloaded, and to where. */
export interface Download {
  /** Gives a link that works; `anew`: the last one does not any more. */
  readonly link: (anew: boolean) => Promise<string>
  readonly path: string
  readonly signal: AbortSignal
  /** Gets how many bytes are there, and of how many, where the server says so. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void
}

/**
 * Downloads a file. What has come so far lies in `<path>.part`, and the next run asks for the rest of it only; the file
 * itself is there once it is whole.
 *
 * @returns how many bytes it has.
 * @throws {ScriptError} when the server does not give the file, or less of it than it said.
 */
export async function download({ link, path, signal, onProgress }: Download): Promise<number> {
  const part = `${path}.part`
  const had = (await sizeOf(part)) ?? 0
  let answer = await ask(await link(false), had, signal)
  if (answer.status === 403) {
    await answer.body?.cancel()
    answer = await ask(await link(true), had, signal)
  }
  // A part that the server has no rest of is another file's, or whole: both are settled by asking for all.
  if (answer.status === 416) {
    await answer.body?.cancel()
    answer = await ask(await link(false), 0, signal)
  }
  if (!answer.ok || !answer.body) {
    await answer.body?.cancel()
    throw new ScriptError(`${new URL(answer.url).host} answered ${answer.status}`)
  }
  const start = answer.status === 206 ? had : 0
  const total = totalOf(answer, start)
  const file = await Deno.open(part, { write: true, create: true, append: start > 0, truncate: start === 0 })
  let bytes = start
  try {
    onProgress?.(bytes, total)
    for await (const piece of answer.body) {
      for (let written = 0; written < piece.length; ) written += await file.write(piece.subarray(written))
      bytes += piece.length
      onProgress?.(bytes, total)
    }
  } finally {
    file.close()
  }
  if (total !== undefined && bytes !== total) throw new ScriptError(`got ${bytes} of ${total} bytes`)
  await Deno.rename(part, path)
  return bytes
}

function ask(url: string, start: number, signal: AbortSignal): Promise<Response> {
  return fetch(url, { signal, ...(start > 0 && { headers: { range: `bytes=${start}-` } }) })
}

function totalOf({ headers }: Response, start: number): number | undefined {
  const ofRange = headers.get('content-range')?.match(/\/(\d+)$/)?.[1]
  const rest = headers.get('content-length')
  if (ofRange !== undefined) return Number(ofRange)
  return rest === null ? undefined : start + Number(rest)
}
