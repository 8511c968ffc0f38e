import type * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isEndpoint, routeOf } from '../src/endpoint.ts'
import type { Reference } from '../src/schema/reference.ts'
import * as texml from '../src/texml/index.ts'
import type { AnyEndpoint } from '../src/types.ts'
import * as video from '../src/video/index.ts'
import { pathNames } from '../src/wire/path.ts'
import { alternativesOf, type Shape, unwrapSchema } from '../src/wire/shape.ts'

const endpoints = [...Object.values(video), ...Object.values(texml)]
  .filter((module): module is typeof module & object => typeof module === 'object')
  .flatMap((module) => Object.values(module).filter(isEndpoint)) as AnyEndpoint[]

/** A field that takes text. */
interface TextField {
  readonly name: string
  readonly reference: Reference | undefined
  /** Formats that its schema checks: `uuid`, `url`. */
  readonly formats: readonly string[]
}

/** Returns the fields of a schema that take text, at any depth. */
function textFieldsOf(schema: v.GenericSchema, name = '', outer?: Reference): TextField[] {
  const { shape, reference = outer } = unwrapSchema(schema)
  const inner = [...alternativesOf(shape), shape.item, shape.value].filter((each) => each !== undefined)
  if (shape.type === 'string') {
    const { pipe = [] } = shape as Shape & { pipe?: readonly { type: string }[] }
    return [{ name, reference, formats: pipe.map(({ type }) => type) }]
  }
  return [
    ...inner.flatMap((each) => textFieldsOf(each, name, reference)),
    ...Object.entries(shape.entries ?? {}).flatMap(([key, each]) => textFieldsOf(each, key)),
  ]
}

const idName = /(^|_)id$|(?<!Caller)Id$|sid$|Sid$|ToCoach$|^(participants|exclude|video_sources|\w+_label)$/
const callbackName = /(url|callback)s?$|^Texml$/i

describe.each(endpoints.map((endpoint) => [routeOf(endpoint), endpoint] as const))('%s', (_, endpoint) => {
  const fields = textFieldsOf(endpoint.input)
  const referenceOf = (name: string) => fields.find((field) => field.name === name)?.reference

  it('marks every value in its path as an id', () => {
    for (const name of pathNames(endpoint.path)) {
      expect({ name, isId: ![undefined, 'callback', 'text'].includes(referenceOf(name)) }).toEqual({
        name,
        isId: true,
      })
    }
  })

  it('marks every other id and callback address, and nothing else', () => {
    for (const { name, reference, formats } of fields) {
      const isId = idName.test(name) || formats.includes('uuid')
      const isCallback = callbackName.test(name) || formats.includes('url')
      const isText = reference === 'text' || reference === undefined
      const kind = isText ? undefined : reference === 'callback' ? reference : 'id'
      expect({ name, kind }).toEqual({ name, kind: isId ? 'id' : isCallback ? 'callback' : undefined })
    }
  })

  it('marks ids of rooms, sessions and participants as what they are', () => {
    for (const { name, reference } of fields) {
      const resource = /^(room|session|participant|recording|composition)_id$/.exec(
        name.replace(/^room_(?=.+_id)/, ''),
      )
      if (resource) expect({ name, reference }).toEqual({ name, reference: resource[1] })
    }
  })

  it('marks the callback addresses in its output', () => {
    for (const { name, reference } of textFieldsOf(endpoint.output)) {
      const isCallback = /^(webhook_event|voice)_.*url$|^status_callback$/.test(name)
      expect({ name, isMarked: reference === 'callback' }).toEqual({ name, isMarked: isCallback })
    }
  })
})
