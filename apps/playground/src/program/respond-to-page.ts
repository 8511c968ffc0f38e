import type { Emulator } from '@greenroom/emulator'
import type { EmulatorRequest } from '../sandbox/messages.ts'

/** A response of the emulator to one of its pages. */
export interface PageResponse {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** Sends a request of one of the emulator's pages to the emulator. It never rejects. */
export async function respondToPage(
  emulator: Pick<Emulator, 'fetch'>,
  { method, path, contentType, body }: EmulatorRequest,
): Promise<PageResponse> {
  try {
    const headers = {
      accept: 'application/json, text/html',
      ...(contentType && { 'content-type': contentType }),
    }
    const init = { method, headers, ...(body !== undefined && { body }) }
    const response = await emulator.fetch(new URL(path, 'http://localhost'), init)
    const { status } = response
    return { status, contentType: response.headers.get('content-type') ?? '', body: await response.text() }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { status: 502, contentType: 'text/plain', body: message }
  }
}
