import { encodeBase64Url } from '../base64.ts'

/** Returns a short id for a text: its SHA-256, base64url. */
export async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return encodeBase64Url(new Uint8Array(bytes))
}
