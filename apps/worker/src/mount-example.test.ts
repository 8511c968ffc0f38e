import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { verifyContext } from '@greenroom/core/identity'
import { expectedTour, tourGateway } from '@greenroom/testing/gateway-tour'
import { expect, it } from 'vitest'
import worker from '../../../packages/edge/examples/worker.ts'
import { callEmulator } from '../test/page.ts'

it('serves the gateway from the example of a plain Worker', async () => {
  const created = await callEmulator('POST', '/v2/rooms', {})
  const bindings = { ...(env as Record<string, string>), APP_ORIGIN: 'https://app.example' }
  const send = async (path: string, init?: RequestInit) => {
    const context = createExecutionContext()
    const response = await worker.fetch(new Request(`https://app.example${path}`, init), bindings, context)
    await waitOnExecutionContext(context)
    return response
  }
  expect(await tourGateway(send, created.body.data.id, verifyContext)).toEqual(expectedTour)
})
