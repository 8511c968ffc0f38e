import { gather, hangup, redirect, response, say, type TexmlDocument } from '@greenroom/core/texml/document'
import type { InstructionRequest } from '@greenroom/core/webhooks'

/** How often the caller may try before the app hangs up. */
const maxAttempts = 3

/** Returns the number of the attempt that a URL is about, from 1. */
function attemptOf(url: URL): number {
  const attempt = Number(url.searchParams.get('attempt') ?? 1)
  return Number.isInteger(attempt) && attempt > 0 ? attempt : 1
}

/** Returns the keys that were pressed, without the finishing key. Empty if there were none. */
export function keysOf(request: InstructionRequest): string {
  return (request.kind === 'gather' && request.fields.Digits) || ''
}

/** Says what was wrong and lets the caller try again at a path. Hangs up after three attempts. */
export function retry(path: string, url: URL, reason: string): TexmlDocument {
  const next = attemptOf(url) + 1
  if (next > maxAttempts) return response(say(`${reason} Goodbye.`), hangup())
  return response(say(reason), redirect(`${path}?attempt=${next}`))
}

/** Asks for keys that end with `#`. `action` gets them, and a request without keys if there are none. */
export function askForKeys(action: string, url: URL, prompt: string): TexmlDocument {
  const target = `${action}?attempt=${attemptOf(url)}`
  return response(gather({ action: target, timeout: 8 }, say(prompt)), redirect(target))
}
