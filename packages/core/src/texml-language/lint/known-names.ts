import { elementName } from '../definition.ts'
import { definitionOf, verbs } from '../registry.ts'

/** Names of all elements except those of SSML, with the names of the elements that they may be in. */
const parentsByName: ReadonlyMap<string, readonly string[]> = new Map(
  Object.keys(verbs).map((id) => [elementName(id), parentsOf(elementName(id))]),
)

function parentsOf(name: string): string[] {
  const parents = Object.values(verbs).filter((verb) =>
    definitionOf(verb.id)?.children?.some((child) => elementName(child) === name),
  )
  return [...new Set(parents.map(({ id }) => elementName(id)))]
}

/** Returns the names of the elements that an element may be in; undefined for an unknown name. */
export function parentsOfName(name: string): readonly string[] | undefined {
  return parentsByName.get(name)
}

/** Returns the names of all elements except those of SSML. */
export function knownNames(): string[] {
  return [...parentsByName.keys()]
}

const replacements: ReadonlyMap<string, string> = new Map([
  ['Client', 'Use <Sip> with the address sip:USER@sip.telnyx.com.'],
  ['Sms', 'Messages are sent by the messaging API.'],
  ['User', 'Use <Sip>.'],
])

/** Returns what to use instead of an element of TwiML that TeXML does not have. */
export function replacementFor(name: string): string | undefined {
  return replacements.get(name)
}
