import { readFileSync } from 'node:fs'
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

/** Endpoints that the description lacks. */
const undescribed = ['POST /texml/calls/{connection_id}']

/** Returns the routes of all operations in the API description, which the emulator's tests keep a copy of. */
function describedRoutes(): string[] {
  return ['video', 'texml'].flatMap((name) => {
    const file = new URL(`../../emulator/test/description/${name}.json`, import.meta.url)
    const { operations } = JSON.parse(readFileSync(file, 'utf8')) as {
      operations: { method: string; path: string }[]
    }
    return operations.map(({ method, path }) => `${method} ${path}`)
  })
}

describe('every endpoint', () => {
  it('is in the API description, and every described operation has an endpoint', () => {
    expect(endpoints.map(routeOf).sort()).toEqual([...describedRoutes(), ...undescribed].sort())
  })

  it('has a unique method and path', () => {
    const routes = endpoints.map(routeOf)
    expect(new Set(routes).size).toBe(routes.length)
  })

  it.each(endpoints.map((endpoint) => [routeOf(endpoint), endpoint] as const))('%s', (_, endpoint) => {
    const fields = fieldsOf(endpoint)
    expect(fields).toEqual(expect.arrayContaining(pathNames(endpoint.path)))
    // An unknown field is a typo.
    const input = Object.fromEntries([...fields, 'typo'].map((name) => [name, 'x']))
    const problems = v.safeParse(endpoint.input, input).issues?.map((issue) => v.getDotPath(issue))
    expect(problems).toContain('typo')
    if (endpoint.success === 204) expect(endpoint.envelope).toBeUndefined()
    if (endpoint.envelope === 'page') expect(fields).toContain('page')
    for (const secret of endpoint.secrets ?? []) expect(secret).toMatch(/token|context|password|value/i)
  })
})
