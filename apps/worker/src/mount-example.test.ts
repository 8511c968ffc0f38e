import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { expect, it } from 'vitest'
import worker from '../../../packages/edge/examples/worker.ts'
import { goodTour, tourOf } from '../../../packages/edge/test/mounted.ts'
import { askEmulator } from '../test/page.ts'

it('the example of a plain Worker serves as the gateway does anywhere', async () => {
  const made = await askEmulator('POST', '/v2/rooms', {})
  const bindings = { ...(env as Record<string, string>), APP_ORIGIN: 'https://app.example' }
  const send = async (path: string, init?: RequestInit) => {
    const context = createExecutionContext()
    const response = await worker.fetch(new Request(`https://app.example${path}`, init), bindings, context)
    await waitOnExecutionContext(context)
    return response
  }
  expect(await tourOf(send, made.body.data.id)).toEqual(goodTour)
})
