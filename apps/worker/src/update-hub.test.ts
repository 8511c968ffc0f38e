import { env } from 'cloudflare:test'
import { createDurableObjectHub, type UpdateHubNamespace } from '@greenroom/edge/cloudflare'
import { type HubCase, hubCases } from '@greenroom/testing/hub-contract'
import { afterEach, describe, expect, it, vi } from 'vitest'

const { UPDATES } = env as { readonly UPDATES: UpdateHubNamespace }

afterEach(() => {
  vi.useRealTimers()
})

function setUp() {
  vi.useFakeTimers({ toFake: ['Date'] })
  return {
    hub: createDurableObjectHub(UPDATES, { name: crypto.randomUUID() }),
    advance: (ms: number) => vi.setSystemTime(Date.now() + ms),
  }
}

describe('a hub in a Durable Object', () => {
  it.each(hubCases.map((each): [string, HubCase] => [each.title, each]))(
    '%s',
    async (_, { run, expected }) => {
      expect(await run(setUp())).toEqual(expected)
    },
  )
})
