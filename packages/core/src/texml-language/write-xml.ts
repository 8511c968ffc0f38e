import { isElement, type TexmlElement, type TexmlText } from './element.ts'

/** Writes an element as XML. Its texts must not contain characters that XML cannot carry. */
export function writeXml({ name, attributes, children }: TexmlElement): string {
  const tag = Object.entries(attributes).reduce(
    (text, [key, value]) => `${text} ${key}="${escaped(value)}"`,
    name,
  )
  return children.length > 0 ? `<${tag}>${children.map(writeNode).join('')}</${name}>` : `<${tag}/>`
}

function writeNode(node: TexmlElement | TexmlText): string {
  // In a text, a parser reads only a carriage return as something else.
  return isElement(node) ? writeXml(node) : node.value.replace(/[&<>\r]/g, reference)
}

/** Returns an attribute's value with references for what a parser would read as something else. */
function escaped(value: string): string {
  return value.replace(/[&<>"\t\n\r]/g, reference)
}

const names: ReadonlyMap<string, string> = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
])

function reference(character: string): string {
  return `&${names.get(character) ?? `#${character.charCodeAt(0)}`};`
}
