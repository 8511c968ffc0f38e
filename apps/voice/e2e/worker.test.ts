import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { startWorkerd, type Workerd } from '@greenroom/testing/workerd'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pins } from '../test/signed-caller.ts'

const module = 'apps/voice/src/index.ts'
const keys = await createWebhookKeys()
let workerd: Workerd

beforeAll(async () => {
  const secrets = { MODERATOR_PIN: pins.moderatorPin, AGENT_PIN: pins.agentPin }
  workerd = await startWorkerd([
    { name: 'voice', module, bindings: { ...secrets, TELNYX_PUBLIC_KEY: keys.publicKey } },
    { name: 'unset', module, bindings: secrets },
  ])
})
afterAll(() => workerd?.close())

describe('the Worker', () => {
  it('responds to signed requests in workerd', async () => {
    const body = 'CallSid=v3:1&CallStatus=ringing&From=%2B13125550001'
    const contentType = 'application/x-www-form-urlencoded'
    const request = await signWebhook(`${workerd.urls['voice']}/voice`, body, { ...keys, contentType })
    expect(await (await fetch(request)).text()).toContain('<Redirect>/menu</Redirect>')
    expect((await fetch(`${workerd.urls['voice']}/voice`, { method: 'POST' })).status).toBe(400)
  })

  it('is not available without its bindings', async () => {
    expect((await fetch(`${workerd.urls['unset']}/voice`, { method: 'POST' })).status).toBe(503)
  })
})
