import type { RoomParticipant } from '@greenroom/core/video'

/** The fields by which apps usually name somebody in a participant's context. */
const nameFields = ['name', 'username', 'user_name', 'display_name', 'displayName', 'nickname']

/**
 * What to call a participant, by what their client said of itself: a name in a JSON object, or a short plain
 * text. Nothing vouches for it. Who said nothing is told apart by the beginning of their id.
 */
export function getParticipantName({ id, context }: Pick<RoomParticipant, 'id' | 'context'>): string {
  return nameIn(context ?? '') ?? `Guest ${id.slice(0, 4)}`
}

function nameIn(context: string): string | undefined {
  const value = parse(context)
  if (typeof value === 'string') return short(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const field of nameFields) {
    const name: unknown = Reflect.get(value, field)
    if (typeof name === 'string' && name.trim() !== '') return short(name)
  }
  return undefined
}

/** The value of a JSON text, or what a signed context claims; a text that is neither stands for itself. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return claimsIn(text) ?? text
  }
}

/** What a signed context claims of who shows it. Whether that is true is for others to find out. */
function claimsIn(text: string): unknown {
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

/** The first letter of a name as people see it, be it of more than one code point. */
export function getInitial(name: string): string {
  const [first] = new Intl.Segmenter('en').segment(name)
  return (first?.segment ?? '').toUpperCase()
}

/** A name that fits in a list; a long text without spaces is no name but a token or an encoding. */
function short(text: string): string | undefined {
  const name = text.trim()
  if (name === '' || /\S{41}/.test(name)) return undefined
  return name.length > 60 ? `${name.slice(0, 59)}…` : name
}
