/** A value in a template: a text, or a list of texts such as `Numbers[]` of a query. */
export type TemplateValues = Readonly<Record<string, string | readonly string[]>>

/** Where a template gets its values from. */
export interface TemplateScope {
  readonly values: TemplateValues
  /** Returns a secret by its name; undefined if there is no such secret. */
  secret(name: string): string | undefined
}

/** Maximum length of the result, in characters: more than a document may have. */
const maxLength = 70_000
/** Maximum number of parts that are written, so that nested lists end. */
const maxParts = 100_000
/** Maximum nesting of sections. */
const maxDepth = 32

/**
 * Fills in a template: names (`{{From}}`), lists (`{{#Numbers}}{{.}}{{/Numbers}}`), conditions
 * (`{{#if From == +1555}}…{{#elseif …}}…{{#else}}…{{/if}}`), `{{#url_encode}}` and `{{#secret}}`. Values are
 * escaped for XML and are not templates themselves. Unknown names become empty.
 */
export function fillTemplate(xml: string, scope: TemplateScope): string {
  if (!xml.includes('{{')) return xml
  const output = createOutput()
  write(parse(xml), { ...scope, item: undefined }, output, escapeValue)
  return output.text()
}

/** Returns the values of an address: its query, with lists under their names without `[]`. */
export function queryValues(url: string | null): TemplateValues {
  if (url === null || !URL.canParse(url)) return {}
  const { searchParams } = new URL(url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) =>
      name.endsWith('[]')
        ? [name.slice(0, -2), searchParams.getAll(name)]
        : [name, searchParams.getAll(name).at(-1) ?? ''],
    ),
  )
}

/** A part of a template. */
type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'name'; readonly name: string; readonly isInCdata: boolean }
  | {
      readonly type: 'section'
      readonly name: string
      readonly isInCdata: boolean
      readonly parts: readonly Part[]
    }
  | { readonly type: 'if'; readonly branches: readonly Branch[] }

/** A branch of a condition. */
interface Branch {
  readonly condition: string
  readonly parts: Part[]
}

/** A section that is open while a template is parsed. */
interface OpenSection {
  readonly name: string
  readonly isInCdata: boolean
  readonly branches: Branch[]
}

/** A tag: in conditions, names may have braces themselves. */
const tagPattern = /\{\{\s*(#if|#elseif)\s((?:[^{}]|\{\{[^{}]*\}\})*)\}\}|\{\{([^{}]*)\}\}/g

function parse(xml: string): readonly Part[] {
  const root: OpenSection = { name: '', isInCdata: false, branches: [{ condition: '', parts: [] }] }
  const open = [root]
  const add = (part: Part) => open.at(-1)?.branches.at(-1)?.parts.push(part)
  let end = 0
  let isInCdata = false
  const close = () => {
    const section = open.pop()
    if (!section) return
    if (section.name === 'if') add({ type: 'if', branches: section.branches })
    else add({ ...section, type: 'section', parts: section.branches.flatMap(({ parts }) => parts) })
  }
  for (const { 0: tag, 1: keyword, 2: condition = '', 3: content = '', index } of xml.matchAll(tagPattern)) {
    const text = xml.slice(end, index)
    end = index + tag.length
    if (text !== '') add({ type: 'text', text })
    isInCdata = staysInCdata(text, isInCdata)
    const name = content.trim()
    const current = open.at(-1)
    if (keyword === '#if') open.push({ name: 'if', isInCdata, branches: [{ condition, parts: [] }] })
    else if (keyword === '#elseif' || name === '#else' || name === 'else') {
      if (current?.name === 'if')
        current.branches.push({ condition: keyword ? condition : 'else', parts: [] })
    } else if (name.startsWith('#'))
      open.push({ name: name.slice(1).trim(), isInCdata, branches: [{ condition: '', parts: [] }] })
    else if (!name.startsWith('/')) add({ type: 'name', name, isInCdata })
    else if (open.length > 1 && current?.name === name.slice(1).trim()) close()
    // A template that is nested too deeply is not followed further.
    if (open.length > maxDepth) {
      end = xml.length
      break
    }
  }
  add({ type: 'text', text: xml.slice(end) })
  while (open.length > 1) close()
  return root.branches.flatMap(({ parts }) => parts)
}

/** Returns whether a text ends in a CDATA section. */
function staysInCdata(text: string, before: boolean): boolean {
  const begin = text.lastIndexOf('<![CDATA[')
  const end = text.lastIndexOf(']]>')
  return begin === end ? before : begin > end
}

interface Output {
  /** Adds a text. Returns whether there may be more. */
  add(text: string): boolean
  text(): string
}

function createOutput(): Output {
  let written = ''
  let parts = 0
  return {
    add(text) {
      parts += 1
      if (written.length <= maxLength) written += text
      return parts < maxParts && written.length <= maxLength
    },
    text: () => written.slice(0, maxLength),
  }
}

type Scope = TemplateScope & { readonly item: string | undefined }
type EscapeValue = (text: string, isInCdata: boolean) => string

/** Writes parts. Returns whether there may be more. */
function write(parts: readonly Part[], scope: Scope, output: Output, escapeFor: EscapeValue): boolean {
  for (const part of parts) {
    if (!output.add('')) return false
    if (part.type === 'text') output.add(part.text)
    else if (part.type === 'name') output.add(escapeFor(textOf(part.name, scope), part.isInCdata))
    else if (part.type === 'if') {
      const branch = part.branches.find(({ condition }) => holds(condition, scope))
      if (branch && !write(branch.parts, scope, output, escapeFor)) return false
    } else if (!writeSection(part, scope, output, escapeFor)) return false
  }
  return true
}

function writeSection(
  { name, parts, isInCdata }: Extract<Part, { type: 'section' }>,
  scope: Scope,
  output: Output,
  escapeFor: EscapeValue,
): boolean {
  if (name === 'url_encode' || name === 'secret') {
    const inner = createOutput()
    write(parts, scope, inner, (text) => text)
    const text = inner.text()
    const value =
      name === 'secret' ? (scope.secret(text.trim()) ?? '') : encodeURIComponent(toValidText(text))
    return output.add(escapeFor(value, isInCdata))
  }
  const value = lookUp(name, scope)
  const items = typeof value === 'string' ? (value === '' ? [] : [value]) : (value ?? [])
  return items.every((item) => write(parts, { ...scope, item }, output, escapeFor))
}

/** Replaces half characters, which cannot be encoded. */
function toValidText(text: string): string {
  return text.replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}

function lookUp(name: string, { values, item }: Scope): string | readonly string[] | undefined {
  if (name === '.') return item
  return Object.hasOwn(values, name) ? values[name] : undefined
}

function textOf(name: string, scope: Scope): string {
  const value = lookUp(name, scope)
  return typeof value === 'string' ? value : (value?.join(',') ?? '')
}

/** Returns whether a condition holds: `name == text`, `name != text`, or a name that is not empty. */
function holds(condition: string, scope: Scope): boolean {
  if (condition === 'else') return true
  const [, left = '', operator, right = ''] = /^(.*?)(?:(==|!=)(.*))?$/s.exec(condition.trim()) ?? []
  const value = textOf(bare(left), scope)
  if (operator === undefined) return value !== ''
  const isName = right.trim().startsWith('{{')
  const expected = isName ? textOf(bare(right), scope) : right.trim().replace(/^(["'])(.*)\1$/s, '$2')
  return (value === expected) === (operator === '==')
}

function bare(name: string): string {
  return name.replaceAll(/[{}]/g, '').trim()
}

/** Escapes a value for where it stands: in a CDATA section, or in an element's text or attribute. */
function escapeValue(text: string, isInCdata: boolean): string {
  if (isInCdata) return text.replaceAll(']]>', ']]]]><![CDATA[>')
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}
