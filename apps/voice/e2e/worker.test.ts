import { createEmulator } from '@greenroom/emulator'
import { startWorkerd, type Workerd } from '@greenroom/testing/workerd'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pins } from '../test/signed-caller.ts'

const module = 'apps/voice/src/index.ts'
const emulator = createEmulator({ clock: 'manual' })
let workerd: Workerd

beforeAll(async () => {
  const secrets = { MODERATOR_PIN: pins.moderatorPin, AGENT_PIN: pins.agentPin }
  const TELNYX_PUBLIC_KEY = await emulator.webhooks.publicKey()
  workerd = await startWorkerd([
    { name: 'voice', module, bindings: { ...secrets, TELNYX_PUBLIC_KEY } },
    { name: 'unset', module, bindings: secrets },
  ])
})
afterAll(() => workerd?.close())

describe('the Worker', () => {
  it('leads a caller through the menu in workerd', async () => {
    const phone = emulator.phone('+13125550001')
    const call = await phone.call('+13125550002', { url: `${workerd.urls['voice']}/voice` })
    await call.heard(/press 1/i)
    await call.press('1')
    await call.heard(/moderator pin/)
    await call.press('0000#')
    await call.heard('That pin is not correct.')
    await call.hangUp()
    expect(call.state().status).toBe('completed')
  })

  it('rejects requests without a signature', async () => {
    const answer = await fetch(`${workerd.urls['voice']}/voice`, { method: 'POST' })
    expect(answer.status).toBe(400)
  })

  it('is not available without its bindings', async () => {
    const answer = await fetch(`${workerd.urls['unset']}/voice`, { method: 'POST' })
    expect(answer.status).toBe(503)
  })
})
