import type { AnyEndpoint } from '@greenroom/core'
import { isEndpoint, routeOf } from '@greenroom/core'
import * as texml from '@greenroom/core/texml'
import * as video from '@greenroom/core/video'
import { createMatcher, wireSchema } from '@greenroom/core/wire'
import { Ajv, type ValidateFunction } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import * as v from 'valibot'
import texmlDescribed from './description/texml.json' with { type: 'json' }
import videoDescribed from './description/video.json' with { type: 'json' }

/** An operation of the published description, with the schema of each response by status or range. */
interface Operation {
  readonly method: string
  readonly path: string
  readonly responses: Readonly<Record<string, object | null>>
}

// The description uses the format `uri` for paths, as its own examples show.
const formats = { ...fullFormats, uri: fullFormats['uri-reference'] }
const ajv = new Ajv({ strict: false, allErrors: true, formats })
ajv.addSchema({
  $id: 'description',
  components: { schemas: { ...videoDescribed.components.schemas, ...texmlDescribed.components.schemas } },
})
const operations = [...videoDescribed.operations, ...texmlDescribed.operations] as readonly Operation[]
/** All endpoints of the client. */
export const endpoints = [...Object.values(video), ...Object.values(texml)]
  .filter((module) => typeof module === 'object')
  .flatMap((module) => Object.values(module).filter(isEndpoint)) as AnyEndpoint[]
const match = createMatcher(endpoints)

/**
 * Returns how a response differs from the published description or from the endpoint's own schema. Statuses
 * that are not described are ignored.
 */
export function problemsOfResponse(method: string, path: string, status: number, text: string): string[] {
  const endpoint = match(method, path)?.endpoint
  const check = endpoint && checkOf(endpoint, status)
  if (!check) return []
  if (check === 'empty') return text === '' ? [] : [`${status} has a body`]
  const body: unknown = JSON.parse(text)
  const problems: string[] = []
  if (!check(withoutEmpty(body))) problems.push(ajv.errorsText(check.errors))
  if (status >= 300) return problems
  if (!v.is(wireSchema(endpoint), body)) problems.push('does not match the schema of the endpoint')
  const { missing, extra } = fieldDifferences(method, path, status, body)
  problems.push(...extra.map((field) => `${field} is not described`))
  // Resources of Video omit fields without a value. In TeXML, two kinds of fields are optional.
  const isRequired = (field: string) => field.includes('/texml') && !/(answered_by|_page_uri)$/.test(field)
  problems.push(...missing.filter(isRequired).map((field) => `${field} is missing`))
  return problems
}

const checks = new Map<string, ValidateFunction | 'empty' | undefined>()

function checkOf(endpoint: AnyEndpoint, status: number): ValidateFunction | 'empty' | undefined {
  const key = `${routeOf(endpoint)} ${status}`
  if (!checks.has(key)) {
    const schema = schemaOf(endpoint, status)
    checks.set(key, schema ? ajv.compile(withAbsoluteRefs(schema)) : schema === null ? 'empty' : undefined)
  }
  return checks.get(key)
}

function schemaOf({ method, path }: AnyEndpoint, status: number): object | null | undefined {
  const operation = operations.find((candidate) => candidate.method === method && candidate.path === path)
  return operation?.responses[status] ?? operation?.responses[`${Math.floor(status / 100)}XX`]
}

/** Returns a schema with absolute references into the description. */
function withAbsoluteRefs(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"description#/components'))
}

/** Omits null and empty strings: the description has them as defaults of fields that do not allow them. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== '')
      .map(([name, item]) => [name, withoutEmpty(item)]),
  )
}

/** A schema of the description, as far as its fields are concerned. */
interface Shape {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
}

/** Fields that the description lacks: calls have an SID there too, and the API returns the audio sources. */
const knownExtra = /^POST \/texml\/Accounts\/\{account_sid\}\/Calls\.call_sid$|\.audio_sources$/

/** How the fields of a response differ from the description, at any depth. Each has its path. */
export interface FieldDifferences {
  readonly missing: readonly string[]
  readonly extra: readonly string[]
}

/** Returns how the fields of a response differ from the published description. */
export function fieldDifferences(
  method: string,
  path: string,
  status: number,
  body: unknown,
): FieldDifferences {
  const endpoint = match(method, path)?.endpoint
  const schema = endpoint && schemaOf(endpoint, status)
  const missing = new Set<string>()
  const extra = new Set<string>()
  const compare = (shape: Shape, value: unknown, at: string): void => {
    const { properties, items } = resolve(shape)
    if (Array.isArray(value)) {
      for (const item of value) if (items) compare(items, item, at)
      return
    }
    // A record without described fields can have any.
    if (!properties || typeof value !== 'object' || value === null) return
    for (const name of Object.keys(properties)) if (!Object.hasOwn(value, name)) missing.add(`${at}.${name}`)
    for (const [name, item] of Object.entries(value)) {
      const property = `${at}.${name}`
      if (properties[name]) compare(properties[name], item, property)
      else if (!knownExtra.test(property)) extra.add(property)
    }
  }
  if (endpoint && schema) compare(schema as Shape, body, routeOf(endpoint))
  return { missing: [...missing], extra: [...extra] }
}

const schemas = new Map<string, Shape>(
  Object.entries({ ...videoDescribed.components.schemas, ...texmlDescribed.components.schemas } as object),
)

function resolve(shape: Shape): Shape {
  const name = shape.$ref?.slice('#/components/schemas/'.length)
  return name === undefined ? shape : resolve(schemas.get(name) ?? {})
}
