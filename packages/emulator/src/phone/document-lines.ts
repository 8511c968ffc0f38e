import type { TexmlElement } from '@greenroom/core/texml/language'

/** Returns an element as indented lines of XML for people: references such as `&amp;` are resolved. */
export function documentLines(element: TexmlElement, depth = 0): readonly string[] {
  const indent = '  '.repeat(depth)
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${value}"`)
  const open = `${indent}<${element.name}${attributes.join('')}`
  const close = `</${element.name}>`
  const children = element.children.flatMap((child) => {
    if (child.type === 'element') return documentLines(child, depth + 1)
    const text = child.value.replaceAll(/\s+/g, ' ').trim()
    return text === '' ? [] : [`${indent}  ${text}`]
  })
  if (children.length === 0) return [`${open}/>`]
  const hasText = element.children.every(({ type }) => type !== 'element')
  return hasText
    ? [`${open}>${children.map((line) => line.trim()).join(' ')}${close}`]
    : [`${open}>`, ...children, `${indent}${close}`]
}
