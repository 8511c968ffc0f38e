import { tagsOf } from '../tags.ts'

/** Stands for each character of a value's template, such as `{{From}}`. From XML's private use area. */
const valueMark = '\uE000'
/** Stands for each character of a block's tag, such as `{{#if ..}}` or `{{/Numbers}}`. */
const blockMark = '\uE001'

/**
 * Returns a document with marks in place of templates, so that it can be parsed. Offsets, lines and columns
 * stay the same. Templates in a tag, outside of values, become spaces.
 */
export function maskTemplates(xml: string): string {
  if (!xml.includes('{{')) return xml
  // Templates may contain templates: {{#if {{From}} == +1}}. The inner ones are replaced first.
  const inner = replaceTemplates(xml)
  const masked = replaceTemplates(inner)
  let end = 0
  let result = ''
  for (const tag of tagsOf(masked)) {
    result += masked.slice(end, tag.start) + withoutMarksInTag(masked.slice(tag.start, tag.end))
    end = tag.end
  }
  return result + masked.slice(end)
}

function replaceTemplates(xml: string): string {
  return xml.replace(/\{\{\{[^{}]*\}\}\}|\{\{[^{}]*\}\}/g, (template) =>
    template.replace(/[^\n]/g, /^\{\{\s*([#/^]|else)/.test(template) ? blockMark : valueMark),
  )
}

function withoutMarksInTag(tag: string): string {
  return tag.startsWith('<!')
    ? tag
    : tag.replace(/"[^"]*"|'[^']*'|[\uE000\uE001]/g, (part) => (part.length > 1 ? part : ' '))
}

/** Returns whether a text contains a template. */
export function isTemplated(text: string): boolean {
  return text.includes(valueMark) || hasBlocks(text)
}

/** Returns whether a text contains the tag of a block: what is beside it may be absent or repeated. */
export function hasBlocks(text: string): boolean {
  return text.includes(blockMark)
}

/** Returns a text without its templates. */
export function withoutTemplates(text: string): string {
  return text.replace(/[\uE000\uE001]/g, '')
}
