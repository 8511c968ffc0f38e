import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isEndpoint, routeOf } from '../src/endpoint.ts'
import * as texml from '../src/texml/index.ts'
import type { AnyEndpoint } from '../src/types.ts'
import * as video from '../src/video/index.ts'
import { pathNames } from '../src/wire/path.ts'

const endpoints = [...Object.values(video), ...Object.values(texml)]
  .filter((module): module is typeof module & object => typeof module === 'object')
  .flatMap((module) => Object.values(module).filter(isEndpoint)) as AnyEndpoint[]

function fieldsOf(endpoint: AnyEndpoint): string[] {
  return Object.keys((endpoint.input as unknown as { entries: v.ObjectEntries }).entries)
}

describe('every endpoint', () => {
  it('is one of sixty-five: 25 of Video, 40 of TeXML', () => {
    expect(endpoints).toHaveLength(65)
  })

  it('has a method and path of its own', () => {
    const routes = endpoints.map(routeOf)
    expect(new Set(routes).size).toBe(routes.length)
  })

  it.each(endpoints.map((endpoint) => [routeOf(endpoint), endpoint] as const))('%s', (_, endpoint) => {
    const fields = fieldsOf(endpoint)
    expect(fields).toEqual(expect.arrayContaining(pathNames(endpoint.path)))
    // What the schema does not know is a typo.
    const given = Object.fromEntries([...fields, 'typo'].map((name) => [name, 'x']))
    const problems = v.safeParse(endpoint.input, given).issues?.map((issue) => v.getDotPath(issue))
    expect(problems).toContain('typo')
    if (endpoint.success === 204) expect(endpoint.envelope).toBeUndefined()
    if (endpoint.envelope === 'page') expect(fields).toContain('page')
    for (const secret of endpoint.secrets ?? []) expect(secret).toMatch(/token|context|password|value/i)
  })
})
