import { englishLabels } from '../labels/en.ts'
import type { CallLabels } from '../labels/labels.ts'

/** The fields in which apps usually put the name in a participant's context. */
const nameFields = ['name', 'username', 'user_name', 'display_name', 'displayName', 'nickname']

/** The fields of a participant that are read. */
export interface NamedParticipant {
  readonly id: string
  readonly context?: string | null | undefined
}

/**
 * Returns the name in a participant's context: a field of a JSON object, a claim of a signed context, or a
 * short text. The name is not verified. Without a name, it returns `Guest` and the start of the participant's
 * id.
 *
 * @param labels has the text for a guest. Default: English.
 */
export function getParticipantName(
  { id, context }: NamedParticipant,
  labels: Pick<CallLabels, 'guest'> = englishLabels,
): string {
  return findName(context ?? '') ?? labels.guest(id.slice(0, 4))
}

function findName(context: string): string | undefined {
  const value = parse(context)
  if (typeof value === 'string') return shorten(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const field of nameFields) {
    const name: unknown = Reflect.get(value, field)
    const shown = typeof name === 'string' ? shorten(name) : undefined
    if (shown !== undefined) return shown
  }
  return undefined
}

/**
 * Returns the value of a JSON text or the claims of a signed context; any other text is returned as it is.
 */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return readClaims(text) ?? text
  }
}

/** Returns the claims of a signed context, without verifying its signature. */
function readClaims(text: string): unknown {
  const [, payload] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text) ?? []
  if (payload === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
      char.charCodeAt(0),
    )
    const { claims } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly claims?: unknown }
    return claims
  } catch {
    return undefined
  }
}

/** Returns the first visible character of a name, which may consist of several code points. */
export function getInitial(name: string): string {
  const [first] = new Intl.Segmenter('en').segment(name)
  return (first?.segment ?? '').toUpperCase()
}

/**
 * Invisible characters. Some change the direction of the text around a name, others hide a name. The
 * joiners of emoji and of Persian words stay.
 */
const invisible = /[\u00ad\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]/g

/**
 * Returns a name of at most 60 characters. A long text without spaces is a token or encoded data, not a name.
 */
function shorten(text: string): string | undefined {
  const name = text.replace(invisible, '').trim()
  if (!/[^\s\p{C}\p{M}]/u.test(name) || /\S{41}/.test(name)) return undefined
  const characters = Array.from(name)
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : name
}
