import { createClient } from '@greenroom/core'
import { calls } from '@greenroom/core/texml'
import { rooms } from '@greenroom/core/video'
import { dehydrate, useMutation } from '@tanstack/react-query'
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { useJoinToken, useRoom } from '../src/index.ts'
import { mutation } from '../src/query.ts'
import { App, setUp, type TestEnv } from './set-up.tsx'

afterEach(cleanup)

/** Records all that devtools can show and persisters can write, at each cache event. */
function recordCaches({ queryClient }: TestEnv) {
  const seen: string[] = []
  const all = () => true
  const look = () => {
    const states = [queryClient.getQueryCache(), queryClient.getMutationCache()].map((cache) =>
      cache.getAll().map(({ state, options }) => ({ state, options })),
    )
    const everything = dehydrate(queryClient, { shouldDehydrateQuery: all, shouldDehydrateMutation: all })
    seen.push(JSON.stringify([states, everything]), JSON.stringify(structuredClone(everything)))
  }
  queryClient.getQueryCache().subscribe(look)
  queryClient.getMutationCache().subscribe(look)
  return () => {
    look()
    return seen.join('\n')
  }
}

function renderIn<T>(env: TestEnv, hook: () => T) {
  const wrapper = ({ children }: { readonly children: ReactNode }) => <App env={env}>{children}</App>
  return renderHook(hook, { wrapper }).result
}

/** Records every token and handle that the API returns. */
function watchTokens(env: TestEnv) {
  const secrets: string[] = []
  const client = createClient({
    apiKey: 'KEY_test',
    dangerouslyAllowBrowser: true,
    baseUrl: 'http://emulator/v2',
    fetch: async (input, init) => {
      const answer = await env.emulator.fetch(input, init)
      const { data } = (await answer.clone().json()) as { data: Record<string, unknown> }
      for (const name of ['token', 'refresh_token']) if (data[name]) secrets.push(String(data[name]))
      return answer
    },
  })
  return { secrets, env: { ...env, client } }
}

it('hides tokens and handles of useJoinToken from devtools and persisters', async () => {
  const { secrets, env } = watchTokens(setUp())
  const { id } = await rooms.create(env.client, { unique_name: 'standup' })
  const seen = recordCaches(env)
  const result = renderIn(env, () => [useJoinToken(id).token, useRoom(id).data?.unique_name])
  await waitFor(() => expect(result.current).toEqual([expect.any(String), 'standup']))
  await act(async () => env.advance(480_000))
  await waitFor(() => expect(secrets.length).toBeGreaterThan(2))
  expect(seen()).toContain('standup')
  for (const secret of secrets) expect(seen()).not.toContain(secret)
})

it('hides the token of a mutation from devtools and persisters, but returns it to the caller', async () => {
  const { secrets, env } = watchTokens(setUp())
  const { id: room_id } = await rooms.create(env.client)
  const seen = recordCaches(env)
  const result = renderIn(env, () => useMutation(mutation(env.client, rooms.createJoinToken)))
  const { token } = await act(() => result.current.mutateAsync({ room_id }))
  await waitFor(() => expect(result.current.data?.token).toBe(token))
  expect(secrets).toContain(token)
  expect(seen()).toContain('token_expires_at')
  for (const secret of secrets) expect(seen()).not.toContain(secret)
})

it('rejects a mutation with a secret in its input with a ConfigError, and sends nothing', async () => {
  const env = setUp()
  const result = renderIn(env, () => useMutation(mutation(env.client, calls.create)))
  const input = { account_sid: 'a', ApplicationSid: 'b', From: '+1', To: '+2', SipAuthPassword: 'hidden' }
  const error = await act(() => result.current.mutateAsync(input).catch((error: unknown) => error))
  expect(error).toMatchObject({
    name: 'ConfigError',
    message: expect.stringMatching(/^POST.*SipAuthPassword/),
  })
  expect(String(error)).not.toContain('hidden')
  expect(env.emulator.requests()).toEqual([])
})
