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
  if (status < 300 && !v.is(wireSchema(endpoint), body))
    problems.push('does not match the schema of the endpoint')
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
